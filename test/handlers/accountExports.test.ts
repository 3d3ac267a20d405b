import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { unzipSync } from "fflate";
import type { History } from "../../domain/expenses/historyAnswers";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import type { ActivityPage } from "../../domain/ledgers/activitySchemas";
import type { LedgerAct } from "../../domain/ledgers/model";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, mailsTo, type TestCloud } from "../helpers/cloud";
import * as ledgers from "../helpers/ledgers";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { jpeg } from "../helpers/receipts";
import { addReceipt } from "../helpers/receiptUpload";
import { withSecondFactor } from "../helpers/secondFactor";
import { useCloud } from "../helpers/useCloud";

interface Logged {
  expenseId: string;
  description: string;
}

async function log(user: TestUser, description: string, date = "2026-10-05"): Promise<Logged> {
  const { body } = await user.api<Logged>("POST", "/expenses", {
    body: { description, amount: "12.50", date },
  });
  return body;
}

/** Has an export made and gives it once it is there. */
async function exported(cloud: TestCloud, user: TestUser): Promise<ExportStatus> {
  const { body } = await user.api<ExportStatus>("POST", "/exports");
  await cloud.lambda.idle();
  return (await user.api<ExportStatus>("GET", `/exports/${body.exportId}`)).body;
}

describe("/exports", () => {
  const cloud = useCloud();

  it("list each act on a ledger, its budgets and its recurring expenses once, newest first", async () => {
    const user = await signUpUser(cloud());
    const budget = { name: "Food", amount: "400", currency: "EUR", period: "year" };
    const putBudget = (version: number, amount: string) =>
      user.api("PUT", "/budgets/01ARZ3NDEKTSV4RRFFQ69G5FAV", {
        body: { ...budget, amount },
        headers: { "If-Match": `"${version}"` },
      });
    await user.api("PUT", "/settings", { body: { currency: "EUR" }, headers: { "If-Match": '"0"' } });
    await putBudget(0, "400");
    const rent = {
      description: "Rent",
      amount: "900",
      schedule: { every: 1, unit: "years", start: "2100-01-01" },
    };
    const { body: rule } = await user.api<{ id: string }>("POST", "/recurring", { body: rent });
    await user.api("PUT", "/settings", { body: { currency: "USD" }, headers: { "If-Match": '"1"' } });
    await putBudget(1, "500");
    await user.api("PATCH", `/recurring/${rule.id}`, {
      body: { paused: true },
      headers: { "If-Match": '"1"' },
    });
    await user.api("DELETE", `/recurring/${rule.id}`);

    const { files = [] } = await exported(cloud(), user);
    const { activity } = await (await fetch(files[0]?.url ?? "")).json();
    // Other tests turn the clocks of some functions: the order is that of the times, which is not always that of the requests.
    expect(activity.flatMap(({ changes }: LedgerAct) => changes.map(({ type }) => type))).to.have.members([
      ...["currency", "budgetAdded", "ruleAdded"],
      ...["currency", "budgetChanged", "rulePaused", "ruleDeleted"],
    ]);
    const times = activity.map(({ at }: LedgerAct) => at);
    expect(times).to.deep.equal(times.toSorted().reverse());
    // As the API lists them, which reads in pages.
    const { body } = await user.api<ActivityPage>("GET", "/activity");
    expect(body.entries.map(({ at }) => at)).to.deep.equal(times);
  });

  it("answers immediately, and links to all data once they are written", async () => {
    const user = await signUpUser(cloud());
    const kept = await log(user, "=SUM(A1)");
    const deleted = await log(user, "Mistake");
    await user.api("DELETE", `/expenses/${deleted.expenseId}`);
    await user.api("PUT", "/settings", { body: { currency: "EUR" }, headers: { "If-Match": '"0"' } });

    const asked = await user.api<ExportStatus>("POST", "/exports");
    const { exportId } = asked.body;
    expect(asked).to.deep.equal({
      status: 202,
      headers: { ...jsonHeaders(cloud()), location: `/prod/exports/${exportId}`, "retry-after": "2" },
      body: { exportId, state: "making" },
    });

    await cloud().lambda.idle();
    const { body } = await user.api<ExportStatus>("GET", `/exports/${exportId}`);
    expect(body.state).to.equal("ready");
    const [json, csv] = await Promise.all(
      (body.files ?? []).map(async ({ url }) => (await fetch(url)).text()),
    );
    const all = JSON.parse(json ?? "");
    expect(all.settings).to.deep.equal({ currency: "EUR" });
    const [{ at, ...act }, ...before] = all.activity;
    expect([act, before]).to.deep.equal([
      { by: user.ledgerId, changes: [{ type: "currency", after: "EUR" }] },
      [],
    ]);
    expect(all.expenses).to.deep.equal([kept]);
    expect(all.trash).to.have.length(1);
    expect(all.trash[0]).to.include({ expenseId: deleted.expenseId, description: "Mistake" });
    const [header, row, ...rest] = (csv ?? "").split("\n");
    expect(header).to.match(/^"Date","Description",.*"Expense ID"/);
    expect(row).to.match(new RegExp(`^"2026-10-05","'=SUM\\(A1\\)",.*"12.50",.*"${kept.expenseId}"`));
    expect(rest).to.deep.equal([""]);
  });

  it("holds all that is stored of the user besides", async () => {
    const user = await signUpUser(cloud());
    const body = { description: "Desk", amount: "700", date: "2026-10-05", currency: "USD" };
    await user.api("POST", "/expenses", { body });
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    await user.api("POST", "/reports/2026-10");
    await user.api("POST", "/reports/2026-09");
    await cloud().lambda.idle();
    await user.api("PUT", "/account/settings", { body: { theme: "dark" }, headers: { "If-Match": '"0"' } });
    const schedule = { every: 1, unit: "months", start: "2099-01-31" };
    await user.api("POST", "/recurring", { body: { description: "Rent", amount: 9, schedule } });
    await user.api("POST", "/calendar", { body: { amounts: true } });
    const paths = ["/ledger/settings", "/alerts", "/reports", "/alerts/subscription", "/expenses"];
    const [settings, alerts, reports, subscription, account, recurring, calendar] = await Promise.all(
      [...paths, "/recurring", "/calendar"].map(
        async (path) => (await user.api<Record<string, unknown>>("GET", path)).body,
      ),
    );
    const { files = [] } = await exported(cloud(), user);
    const all = await (await fetch(files[0]?.url ?? "")).json();
    expect(all).to.have.all.keys(
      ...[
        "exportedAt",
        "account",
        "ledger",
        "ledgers",
        "settings",
        "budgets",
        "calendarFeed",
        "userSettings",
        "subscription",
        "reports",
        "recurring",
      ],
      ...["alerts", "activity", "receipts", "expenses", "trash", "endingLedgers"],
    );
    expect([all.settings, all.userSettings]).to.deep.equal([settings, { theme: "dark" }]);
    expect(all.ledgers).to.deep.equal([]);
    expect(all.alerts).to.deep.equal(alerts?.alerts).and.have.length(1);
    expect(all.reports).to.deep.equal(reports?.reports).and.have.length(2);
    expect(all.recurring).to.deep.equal(recurring?.rules).and.have.length(1);
    expect(all.subscription).to.deep.equal(subscription);
    expect(all.calendarFeed).to.deep.equal(calendar?.feed).and.include({ amounts: true });
    // The rule is an act on the ledger.
    expect(all.activity).to.have.length(1);
    expect(all.activity[0]).to.include({ by: user.ledgerId });
    expect(all.expenses).to.deep.equal(account?.expenses);
    expect(all.expenses[0]).to.include({ createdBy: user.ledgerId, version: 1 });
    expect(all.ledger).to.deep.include({ id: user.ledgerId, settingsVersion: 0 });
    expect(Date.parse(all.ledger.createdAt)).to.be.within(Date.now() - 120_000, Date.now());
    expect(all.account).to.deep.include({
      id: user.ledgerId,
      email: user.email,
      status: "CONFIRMED",
      enabled: true,
      secondFactor: { enabled: false, recoveryCodesLeft: 0 },
    });
  });

  it("holds the user's calendar feed of a shared ledger, and nobody else's", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await ledgers.create(owner);
    const member = await ledgers.joined(cloud(), owner, id, "viewer");
    await member.api("POST", "/calendar", { ...ledgers.inside(id), body: { amounts: true } });
    const feedOf = async (user: TestUser) => {
      const { files = [] } = await exported(cloud(), user);
      const all = await (await fetch(files[0]?.url ?? "")).json();
      expect(all.ledgers.map((one: { id: string }) => one.id)).to.deep.equal([id]);
      return all.ledgers[0].calendarFeed;
    };
    expect(await feedOf(member)).to.have.all.keys("createdAt", "amounts");
    expect(await feedOf(owner)).to.equal(undefined);
  });

  it("holds the ledgers that end with the account, and not those that stay", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const [alone, deleted, shared] = [
      await ledgers.create(user, "Alone"),
      await ledgers.create(user, "Deleted"),
      await ledgers.create(user, "Shared"),
    ];
    await ledgers.join(other, shared.id, (await ledgers.invite(user, shared.id, "owner")).secret);
    const receiptIds: string[] = [];
    for (const { id, name } of [alone, deleted, shared]) {
      const body = { description: `Of ${name}`, amount: "12.50", date: "2026-10-05" };
      await user.api("POST", "/expenses", { body, ...ledgers.inside(id) });
      receiptIds.push(await addReceipt(cloud(), user, jpeg(), ledgers.inside(id)));
    }
    await user.api("DELETE", "/ledger", ledgers.inside(deleted.id));
    const { files = [] } = await exported(cloud(), user);
    const [all, , archive] = await Promise.all(files.map(async ({ url }) => (await fetch(url)).bytes()));
    const { endingLedgers } = JSON.parse(Buffer.from(all ?? []).toString()) as {
      endingLedgers: {
        ledger: { name: string };
        expenses: Logged[];
        members: object[];
        receipts: object[];
      }[];
    };
    const shown = endingLedgers.map(({ ledger, expenses, members, receipts }) => [
      ledger.name,
      ...expenses.map(({ description }) => description),
      ...[members.length, receipts.length],
    ]);
    expect(shown).to.have.deep.members([
      ["Alone", "Of Alone", 1, 1],
      ["Deleted", "Of Deleted", 1, 1],
    ]);
    const pictures = Object.keys(unzipSync(archive ?? new Uint8Array()));
    expect(pictures).to.have.members(receiptIds.slice(0, 2).map((id) => `${id}.jpg`));
    const own = (await ledgers.listed(user)).filter((one) => one.endsWithAccount);
    expect(own.map(({ name }) => name)).to.have.members(["Alone", "Deleted"]);
  });

  it("tells how many recovery codes are left, and nothing that one could be found by", async () => {
    const user = await signUpUser(cloud());
    await withSecondFactor(cloud(), user);
    await user.api("POST", "/account/recoveryCodes");
    const { files = [] } = await exported(cloud(), user);
    const text = await (await fetch(files[0]?.url ?? "")).text();
    expect(JSON.parse(text).account.secondFactor).to.deep.equal({ enabled: true, recoveryCodesLeft: 10 });
    expect(text).not.to.match(/hash/i);
  });

  it("leaves out what is past its time in the trash, as the trash does", async () => {
    const user = await signUpUser(cloud());
    const [first, second] = [await log(user, "Expired"), await log(user, "In the trash")];
    for (const { expenseId } of [first, second]) await user.api("DELETE", `/expenses/${expenseId}`);
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: cloud().output("expensesTableName"),
        Key: { expenseId: first.expenseId },
        UpdateExpression: "SET expiresAt = :past",
        ExpressionAttributeValues: { ":past": Math.floor(Date.now() / 1000) - 1 },
      }),
    );
    const { files = [] } = await exported(cloud(), user);
    const all = await (await fetch(files[0]?.url ?? "")).json();
    const { body: trash } = await user.api<{ expenses: object[] }>("GET", "/expenses/trash");
    const { body } = await user.api<History>("GET", `/expenses/${second.expenseId}/history`);
    expect(body.changes).to.have.length(1);
    expect(all.trash).to.deep.equal(trash.expenses.map((one) => ({ ...one, history: body.changes })));
    expect(all.trash.map(({ expenseId }: Logged) => expenseId)).to.deep.equal([second.expenseId]);
  });

  it("of an empty ledger is empty, not missing", async () => {
    const user = await signUpUser(cloud());
    const { files = [] } = await exported(cloud(), user);
    const [json, csv] = await Promise.all(files.map(async ({ url }) => (await fetch(url)).text()));
    expect(JSON.parse(json ?? "")).to.deep.include({ settings: {}, expenses: [], trash: [] });
    expect(csv).to.equal("");
  });

  it("are not visible to other users", async () => {
    const [owner, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const { exportId } = await exported(cloud(), owner);
    expect(await other.api("GET", `/exports/${exportId}`)).to.deep.equal({
      status: 404,
      headers: jsonHeaders(cloud()),
      body: problem("export.notFound"),
    });
  });
});
