import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { addDays } from "../../domain/values/day";
import { signIn, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import * as ledgers from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { newPassword } from "../helpers/signUps";
import { useCloud } from "../helpers/useCloud";
import { type Listed, RENT, turnRulesToNoon, weekly } from "./recurringFixture";

describe("the calendar of recurring expenses", () => {
  const cloud = useCloud();
  let today: string;
  let user: TestUser;

  before(async () => {
    today = new Date().toISOString().slice(0, 10);
    await turnRulesToNoon(cloud(), today);
  });
  beforeEach(async () => {
    user = await signUpUser(cloud());
  });

  it("is at an address that can be revoked, whose secret is kept nowhere", async () => {
    await user.api("POST", "/recurring", { body: { ...RENT, schedule: weekly(addDays(today, 3)) } });
    const read = async (path: string) => {
      const answer = await fetch(cloud().output("apiUrl") + path);
      return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
    };
    const create = async (body: object) =>
      (await user.api<{ path: string; createdAt: string }>("POST", "/calendar", { body })).body;
    expect((await user.api("GET", "/calendar")).body).to.deep.equal({});
    const former = await create({});
    const { path, createdAt } = await create({ amounts: true });
    const found = await read(path);
    expect(found).to.deep.include({ status: 200, type: "text/calendar; charset=utf-8" });
    expect(found.text).to.include("SUMMARY:Rent\r\n").and.include("DESCRIPTION:900.00 USD\r\n");
    expect((await user.api("GET", "/calendar")).body).to.deep.equal({ feed: { createdAt, amounts: true } });
    // A ledger without a name is called as on the page, in the language of whoever created the feed.
    expect(found.text).to.include("X-WR-CALNAME:Expenses\r\n");
    await user.api("PUT", "/account/settings", {
      body: { language: "de-AT" },
      headers: { "If-Match": '"0"' },
    });
    expect((await read(path)).text).to.include("X-WR-CALNAME:Ausgaben\r\n");

    const unknown = await read(path.replace(/secret=.*/, `secret=${"A".repeat(43)}`));
    expect(unknown).to.deep.equal({
      status: 404,
      type: "application/json",
      text: JSON.stringify(problem("calendar.notFound")),
    });
    expect(await read(former.path)).to.deep.equal(unknown);
    // In no log, in no table.
    const secret = path.split("secret=")[1] ?? "";
    for (const file of await readdir(cloud().dataDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const content = await readFile(join(file.parentPath, file.name)).catch(() => Buffer.from(""));
      expect(content.includes(secret), file.name).to.equal(false);
    }
    expect((await user.api("DELETE", "/calendar")).status).to.equal(204);
    expect(await read(path)).to.deep.equal(unknown);

    // It ends with the sessions of its user.
    const last = await create({});
    expect((await read(last.path)).status).to.equal(200);
    const password = newPassword();
    expect((await user.api("PUT", "/account/password", { body: { password } })).status).to.equal(204);
    const again = await signIn(cloud(), user.email, password);
    expect(await read(last.path)).to.deep.equal(unknown);
    expect((await again.api("GET", "/calendar")).body).to.deep.equal({});
  });

  it("and the list know of an expense that was posted early, taken back and restored from the trash", async () => {
    const day = addDays(today, 3);
    const body = { ...RENT, schedule: weekly(day) };
    const { id } = (await user.api<RecurringExpense>("POST", "/recurring", { body })).body;
    const decide = (action: string) =>
      user.api<{ expense?: Expense }>("POST", `/recurring/${id}/occurrences`, { body: { day, action } });
    const { expense } = (await decide("post")).body;
    expect((await decide("unpost")).status).to.equal(200);
    await user.api("POST", `/expenses/${expense?.expenseId}/restore`);
    const [rule] = (await user.api<Listed>("GET", "/recurring")).body.rules;
    expect(rule?.decided).to.deep.equal([{ day, state: "posted" }]);
    expect(rule?.upcoming[0]).to.equal(addDays(day, 7));
    const { path } = (await user.api<{ path: string }>("POST", "/calendar", { body: {} })).body;
    const text = await (await fetch(cloud().output("apiUrl") + path)).text();
    const dateOf = (one: string) => `DTSTART;VALUE=DATE:${one.replaceAll("-", "")}`;
    expect(text)
      .to.include(dateOf(addDays(day, 7)))
      .and.not.include(dateOf(day));
  });

  it("is open to a member until they leave the ledger, or are removed from it", async () => {
    const { id } = await ledgers.create(user);
    const read = async (path: string) => (await fetch(cloud().output("apiUrl") + path)).status;
    for (const isRemoved of [false, true]) {
      const member = await ledgers.joined(cloud(), user, id, "viewer");
      const { body } = await member.api<{ path: string }>("POST", "/calendar", {
        ...ledgers.inside(id),
        body: {},
      });
      expect(await read(body.path)).to.equal(200);
      const gone = await (isRemoved ? user : member).api(
        "DELETE",
        `/ledger/members/${member.ledgerId}`,
        ledgers.inside(id),
      );
      expect(gone.status).to.equal(204);
      expect(await read(body.path)).to.equal(404);
      const items = await itemsOf(cloud(), "Ledgers", id);
      expect(items.filter(({ sk }) => String(sk).startsWith("calendar#"))).to.deep.equal([]);
    }
  });
});
