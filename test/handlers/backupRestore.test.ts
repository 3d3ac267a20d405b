import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { ChangePage } from "../../domain/expenses/expense";
import { expenseIdFor, newExpenseId } from "../../domain/expenses/expenseKeys";
import type { Summary } from "../../domain/expenses/summary";
import { DAY_MS } from "../../domain/values/duration";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { expenseItem } from "../helpers/expenseItem";
import { loseItems, mysqlOf, putItems, runFunction, runMachine } from "../helpers/jobs";
import { problem } from "../helpers/problem";
import { useCloud, WITH_BACKUP } from "../helpers/useCloud";

describe("restore from the backup", function () {
  this.timeout(120_000);
  // Its own, for a backup is of everybody.
  const cloud = useCloud({ ...WITH_BACKUP, reportArchiveAfterDays: "92" });
  let mysql: Awaited<ReturnType<typeof mysqlOf>>;
  before(async () => {
    mysql = await mysqlOf(cloud());
  });
  after(() => mysql?.close());

  const backUp = async (input?: unknown) =>
    expect((await runMachine(cloud(), "backupMachineArn", input)).status).to.equal("SUCCEEDED");

  async function lost(): Promise<TestUser> {
    const user = await signUpUser(cloud());
    await user.api("POST", "/expenses", { body: { description: "Tea", amount: 2 } });
    return user;
  }

  describe("settings", () => {
    const chosen = {
      currency: "EUR",
      categories: [{ name: "Bücher 📚", colour: "#112233", sign: "📚" }],
    };

    const OF_USER = { theme: "dark" };
    const KINDS = ["profile", "userSettings"];

    async function userWithSettings(): Promise<TestUser> {
      const user = await signUpUser(cloud());
      expect((await save(user, { ...chosen, ...OF_USER })).status).to.equal(200);
      return user;
    }

    async function save(user: TestUser, settings: unknown) {
      const { headers } = await user.api("GET", "/settings");
      return user.api("PUT", "/settings", {
        body: settings,
        headers: { "If-Match": headers.etag ?? "" },
      });
    }

    const itemOf = async ({ ledgerId }: TestUser, kind: string) =>
      (await itemsOf(cloud(), "Ledgers", ledgerId)).find(({ sk }) => sk === kind);
    const profileOf = (user: TestUser) => itemOf(user, "profile");
    const lose = ({ ledgerId }: TestUser, sk: string) =>
      databaseOf(cloud()).send(new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId, sk } }));
    const loseProfile = (user: TestUser) => lose(user, "profile");
    const rowsOf = ({ ledgerId }: TestUser) =>
      mysql.query("SELECT kind, version, item FROM ledger_items WHERE ledger_id = ?", [ledgerId]);

    it("are copied and restored with their version, and not over later ones", async () => {
      const [lost, remade, kept] = [
        await userWithSettings(),
        await userWithSettings(),
        await userWithSettings(),
      ];
      await backUp();
      const before = await profileOf(lost);
      expect(before?.settings).to.deep.equal(chosen);
      for (const user of [lost, remade]) for (const kind of KINDS) await lose(user, kind);
      // A request for a report makes a profile without settings.
      await remade.api("POST", "/expenses", { body: { amount: 1, description: "Tea" } });
      await save(kept, { currency: "CHF", ...OF_USER });

      expect((await runFunction(cloud(), "restoreFromRds")).result).to.include({
        finished: true,
        ledgers: 4,
      });
      expect(await profileOf(lost)).to.deep.equal(before);
      expect((await itemOf(lost, "userSettings"))?.settings).to.deep.equal(OF_USER);
      expect((await profileOf(remade))?.settings).to.deep.equal(chosen);
      expect((await profileOf(kept))?.settings).to.deep.equal({ currency: "CHF" });
      const overwrite = await runFunction(cloud(), "restoreFromRds", { onlyMissing: false });
      expect(overwrite.result).to.include({ ledgers: 0 });
    });

    it("are verified: rows behind are brought up, damaged and left-over ones are named", async () => {
      const [behind, damaged] = [await userWithSettings(), await userWithSettings()];
      await backUp();
      await save(behind, { currency: "CHF", ...OF_USER });
      const checked = await runFunction(cloud(), "verifyBackup");
      expect(checked.error).to.equal(undefined);
      expect(checked.result).to.include({ differences: 0, repaired: 1 });
      expect((await rowsOf(behind))[0]?.item).to.include('"currency":"CHF"');

      await mysql.query("UPDATE ledger_items SET item = '{}' WHERE kind = 'profile' AND ledger_id = ?", [
        damaged.ledgerId,
      ]);
      await mysql.query("INSERT INTO ledger_items VALUES ('nobody', 'profile', 1, '{}')");
      await lose(behind, "userSettings");
      const { error } = await runFunction(cloud(), "verifyBackup");
      expect(error?.errorMessage).to.include(
        `profile of ${damaged.ledgerId} different; nobody extra; ${behind.ledgerId} extra`,
      );
      await backUp({ mode: "full" });
      expect((await rowsOf(behind)).map(({ kind }) => kind)).to.deep.equal(["profile"]);
      expect((await runFunction(cloud(), "verifyBackup")).result).to.include({ differences: 0, repaired: 0 });
    });

    it("of a closed account are removed, and stay when the table loses them otherwise", async () => {
      const [closed, lost] = [await userWithSettings(), await userWithSettings()];
      await backUp();
      await loseProfile(closed);
      await loseProfile(lost);
      const Item = { ledgerId: closed.ledgerId, sk: "user", closed: new Date().toISOString(), validAfter: 1 };
      await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));
      await runFunction(cloud(), "restoreFromRds");
      expect(await profileOf(closed)).to.equal(undefined);
      await loseProfile(lost);
      await backUp();
      expect((await Promise.all([closed, lost].map(rowsOf))).map((rows) => rows.length)).to.deep.equal([
        0, 2,
      ]);
      await runFunction(cloud(), "restoreFromRds");
    });
  });

  // Restored expenses carry the times of their last changes.
  it("is noticed by whoever has seen the ledger without what it brings back: pages, sums, reports and budgets", async () => {
    const user = await signUpUser(cloud());
    const { ledgerId } = user;
    const at = new Date(Date.now() - 3 * DAY_MS).toISOString();
    const date = at.slice(0, "YYYY-MM-DD".length);
    const month = date.slice(0, "YYYY-MM".length);
    // Makes the ledger.
    await user.api("POST", "/expenses", { body: { description: "Old", amount: 1, date: "2020-01-01" } });
    const items = [300, 400].map((amount) => {
      const expenseId = expenseIdFor(ledgerId, String(amount));
      return expenseItem({ expenseId, ledgerId, amount, date, createdAt: at, updatedAt: at });
    });
    await putItems(cloud(), items);
    // A run of changes would look for those since an earlier run, which the schedule may have started.
    await backUp({ mode: "full" });
    await loseItems(cloud(), [items[1]?.expenseId ?? ""]);
    const spent = async () =>
      (await user.api<Summary>("GET", `/summary?month=${month}`)).body.currencies.map(({ total }) => total);
    const changes = (since: string) => user.api<ChangePage>("GET", `/expenses/changes?since=${since}`);
    const requested = async () => (await user.api("POST", `/reports/${month}`)).status;
    const budget = { name: "All", amount: "5", currency: "USD", period: "month" };
    const saved = await user.api("PUT", `/budgets/${newExpenseId(new Date())}`, {
      body: budget,
      headers: { "If-Match": '"0"' },
    });
    expect(saved.status).to.equal(200);
    expect((await runFunction(cloud(), "evaluateBudgets")).error).to.equal(undefined);
    const budgets = async () =>
      (await itemsOf(cloud(), "Ledgers", ledgerId)).find(({ sk }) => sk === "budgets");
    const evaluated = await budgets();
    const { until } = (await changes(new Date().toISOString())).body;
    expect(await spent()).to.deep.equal(["3.00"]);
    expect((await runFunction(cloud(), "generateReport", { month, ledgerId })).error).to.equal(undefined);
    expect(await requested()).to.equal(200);

    expect((await runFunction(cloud(), "restoreFromRds")).result).to.include({ written: 1 });
    expect((await changes(until)).body).to.deep.equal(problem("since.outOfReach", { field: "since" }));
    expect(await spent()).to.deep.equal(["7.00"]);
    expect(await requested()).to.equal(202);
    // Due, or evaluated already by the schedule.
    expect((await budgets())?.version).to.be.above(Number(evaluated?.version));
  });

  // Last: its rows stay, as rows of lost data do.
  describe("expenses", () => {
    it("brings back nothing of an account that was closed since", async () => {
      const [closed, open] = [await lost(), await lost()];
      const users = [closed, open];
      await backUp();
      for (const { ledgerId } of users) {
        const items = await itemsOf(cloud(), "Expenses", ledgerId);
        await loseItems(
          cloud(),
          items.map(({ expenseId }) => String(expenseId)),
        );
      }
      const Item = { ledgerId: closed.ledgerId, sk: "user", closed: new Date().toISOString(), validAfter: 1 };
      await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));

      expect((await runFunction(cloud(), "restoreFromRds")).error).to.equal(undefined);
      const left = await Promise.all(users.map(({ ledgerId }) => itemsOf(cloud(), "Expenses", ledgerId)));
      expect(left.map((items) => items.length)).to.deep.equal([0, 1]);
    });
  });
});
