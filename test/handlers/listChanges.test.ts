import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { ChangePage, Expense, ExpensePage } from "../../domain/expenses/expense";
import { encodeCursor } from "../../domain/http/cursor";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function log(user: TestUser, description: string): Promise<Expense> {
  const body = { description, amount: "1.00", date: "2026-05-10" };
  return (await user.api<Expense>("POST", "/expenses", { body })).body;
}

/** All pages of what changed. */
async function changes(user: TestUser, since: string, limit = 500): Promise<ChangePage[]> {
  const pages: ChangePage[] = [];
  let cursor: string | undefined;
  do {
    const query: Record<string, string> = { since, limit: String(limit), ...(cursor && { cursor }) };
    const answer = await user.api<ChangePage>("GET", `/expenses/changes?${new URLSearchParams(query)}`);
    expect(answer.status).to.equal(200);
    pages.push(answer.body);
    cursor = answer.body.cursor;
  } while (cursor !== undefined);
  return pages;
}

const until = async (user: TestUser) => (await user.api<ExpensePage>("GET", "/expenses?limit=1")).body.until;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

describe("GET /expenses/changes", () => {
  const cloud = useCloud();

  it("tells what was created, changed, deleted and restored since the list was read, as it is now", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const since = await until(user);
    await log(other, "not mine");
    const kept = await log(user, "kept");
    const deleted = await log(user, "deleted");
    const restored = await log(user, "restored");
    await user.api("DELETE", `/expenses/${deleted.expenseId}`);
    await user.api("DELETE", `/expenses/${restored.expenseId}`);
    const { body: back } = await user.api<Expense>("POST", `/expenses/${restored.expenseId}/restore`);
    const { body: edited } = await user.api<Expense>("PATCH", `/expenses/${kept.expenseId}`, {
      body: { amount: "2.00" },
      headers: { "If-Match": '"1"' },
    });

    const answer = await user.api<ChangePage>("GET", `/expenses/changes?since=${since}`);
    const { deletedAt, updatedAt } = answer.body.expenses[0] ?? {};
    expect(deletedAt).to.be.a("string").and.equal(updatedAt);
    expect(answer).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: {
        expenses: [{ ...deleted, version: 2, updatedAt, deletedAt }, back, edited],
        gone: [],
        until: answer.body.until,
        known: answer.body.known,
        ledgerVersion: 0,
      },
    });
    expect(Date.now() - Date.parse(answer.body.until)).to.be.within(10 * MINUTE, 11 * MINUTE);
  });

  it("comes in pages of any size that together are the same, with one instant to continue from", async () => {
    const user = await signUpUser(cloud());
    const since = ago(DAY);
    const logged: string[] = [];
    for (let n = 1; n <= 5; n += 1) logged.push((await log(user, `${n}`)).expenseId);
    for (const limit of [1, 2, 5, 500]) {
      const pages = await changes(user, since, limit);
      expect(pages.flatMap(({ expenses }) => expenses.map(({ expenseId }) => expenseId))).to.deep.equal(
        logged,
      );
      for (const { expenses } of pages) expect(expenses.length).to.be.at.most(limit);
      expect(new Set(pages.map((page) => page.until)).size).to.equal(1);
    }
  });

  it("reads again from an hour before, and no further", async () => {
    const user = await signUpUser(cloud());
    const { expenseId, updatedAt } = await log(user, "overlap");
    const later = (milliseconds: number) => new Date(Date.parse(updatedAt) + milliseconds).toISOString();
    const ids = (pages: ChangePage[]) => pages.flatMap((page) => page.expenses.map((one) => one.expenseId));
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: "Expenses",
        Key: { expenseId },
        UpdateExpression: "SET updatedAt = :past",
        ExpressionAttributeValues: { ":past": later(-2 * 60 * MINUTE) },
      }),
    );
    expect(ids(await changes(user, later(-60 * MINUTE)))).to.deep.equal([expenseId]);
    expect(ids(await changes(user, later(-60 * MINUTE + 1)))).to.deep.equal([]);
  });

  it("leaves out what the caller was told, until it changes again", async () => {
    const user = await signUpUser(cloud());
    const since = await until(user);
    const look = async (known: string, more: Record<string, string> = {}) => {
      const query = new URLSearchParams({ since, ...more, ...(known && { known }) });
      return (await user.api<ChangePage>("GET", `/expenses/changes?${query}`)).body;
    };
    const descriptions = ({ expenses }: ChangePage) => expenses.map(({ description }) => description);
    for (const name of ["1", "2", "3"]) await log(user, name);
    const first = await look("", { limit: "2" });
    const second = await look(first.known, { limit: "2", cursor: first.cursor ?? "" });
    expect([first, second].map(descriptions)).to.deep.equal([["1", "2"], ["3"]]);
    const third = await look(second.known);
    expect([third.expenses, third.gone, third.cursor]).to.deep.equal([[], [], undefined]);
    await user.api("DELETE", `/expenses/${second.expenses[0]?.expenseId}`);
    await log(user, "4");
    const fourth = await look(third.known);
    // Others of their groups may come again.
    expect(descriptions(fourth)).to.include.members(["3", "4"]);
    expect((await look(fourth.known)).expenses).to.deep.equal([]);
    // A reading may not show them yet.
    expect((await look("all")).expenses).to.deep.equal([]);
    expect((await look((await look("all")).known)).expenses).to.have.length(4);
  });

  it("refuses what it did not answer in this ledger as known", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const since = ago(MINUTE);
    const { body } = await other.api<ChangePage>("GET", `/expenses/changes?since=${since}`);
    for (const known of [body.known, "abc", "", "a".repeat(1501)]) {
      const answer = await user.api("GET", `/expenses/changes?since=${since}&known=${known}`);
      expect([answer.status, answer.body], known).to.deep.equal([
        400,
        problem("cursor.invalid", { field: "known" }),
      ]);
    }
  });

  it("names those that are past their time in the trash as gone", async () => {
    const user = await signUpUser(cloud());
    const since = await until(user);
    const { expenseId } = await log(user, "gone");
    await user.api("DELETE", `/expenses/${expenseId}`);
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: "Expenses",
        Key: { expenseId },
        UpdateExpression: "SET expiresAt = :past",
        ExpressionAttributeValues: { ":past": Math.floor(Date.now() / 1000) - 1 },
      }),
    );
    const [page] = await changes(user, since);
    const { until: next, known } = page ?? {};
    expect(page).to.deep.equal({ expenses: [], gone: [expenseId], until: next, known, ledgerVersion: 0 });
  });

  it("says that everything has to be read again where changes do not tell it", async () => {
    const user = await signUpUser(cloud());
    for (const since of [ago(29 * DAY + MINUTE), "1900-01-01T00:00:00.000Z", ago(-11 * MINUTE)]) {
      const answer = await user.api("GET", `/expenses/changes?since=${since}`);
      expect([answer.status, answer.body], since).to.deep.equal([
        410,
        problem("since.outOfReach", { field: "since" }),
      ]);
    }
    for (const since of [ago(29 * DAY - MINUTE), ago(-9 * MINUTE)]) {
      expect((await user.api("GET", `/expenses/changes?since=${since}`)).status, since).to.equal(200);
    }
  });

  it("refuses what is no instant, and cursors that it did not make", async () => {
    const user = await signUpUser(cloud());
    for (const since of ["2026-11-20", "2026-11-20T08:00:00Z", "2026-02-30T08:00:00.000Z", "yesterday"]) {
      const answer = await user.api("GET", `/expenses/changes?since=${since}`);
      expect([answer.status, answer.body], since).to.deep.equal([
        400,
        problem("since.invalid", { field: "since" }),
      ]);
    }
    const since = ago(MINUTE);
    for (const description of ["1", "2"]) await log(user, description);
    const answer = await user.api<ChangePage>("GET", `/expenses/changes?since=${since}&limit=1`);
    const scope = ["changes", user.ledgerId, since];
    const place = Buffer.from(answer.body.cursor ?? "", "base64url")
      .toString()
      .slice(16);
    for (const [of, cursor] of [
      [ago(2 * MINUTE), answer.body.cursor],
      [since, encodeCursor(scope, "made#up#key")],
      [since, encodeCursor(scope, `${place}#`)],
      [since, encodeCursor(["changes", "other", since], place)],
      [since, "abc"],
    ]) {
      const refused = await user.api("GET", `/expenses/changes?since=${of}&limit=1&cursor=${cursor}`);
      expect([refused.status, refused.body], cursor).to.deep.equal([
        400,
        problem("cursor.invalid", { field: "cursor" }),
      ]);
    }
  });
});

describe("GET /expenses with the sums of its month", () => {
  const cloud = useCloud();

  it("answers the first page and the sums of the whole month together, whatever the filters", async () => {
    const user = await signUpUser(cloud());
    for (const n of [1, 2, 3]) await log(user, `${n}`);
    const deleted = await log(user, "deleted");
    await user.api("DELETE", `/expenses/${deleted.expenseId}`);
    const { body: summary } = await user.api("GET", "/summary?month=2026-05");
    for (const query of ["limit=2", "limit=500", "q=2&limit=1", "q=none", "category=Food"]) {
      const { body: page } = await user.api<ExpensePage>("GET", `/expenses?month=2026-05&${query}`);
      const { body } = await user.api<ExpensePage>("GET", `/expenses?month=2026-05&${query}&sums=true`);
      expect(body, query).to.deep.equal({ ...page, until: body.until, summary });
    }
    const { body: first } = await user.api<ExpensePage>("GET", "/expenses?month=2026-05&limit=2&sums=true");
    const next = `/expenses?month=2026-05&limit=2&sums=true&cursor=${first.cursor}`;
    const { body: second } = await user.api<ExpensePage>("GET", next);
    expect(second).to.have.property("expenses").with.length(1);
    expect(second).not.to.have.any.keys("cursor", "summary");
  });

  it("wants a month, and true or false", async () => {
    const user = await signUpUser(cloud());
    expect((await user.api("GET", "/expenses?sums=true")).body).to.deep.equal(
      problem("parameter.missing", { field: "month" }),
    );
    expect((await user.api("GET", "/expenses?month=2026-05&sums=yes")).body).to.deep.equal(
      problem("flag.invalid", { field: "sums", values: { name: "sums" } }),
    );
    expect((await user.api("GET", "/expenses?sums=false")).status).to.equal(200);
  });
});
