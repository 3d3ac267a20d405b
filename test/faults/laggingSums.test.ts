import { expect } from "chai";
import type { Trends } from "../../domain/digests/trendSchemas";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { LEDGER_CHANGE_INDEX, LIST_INDEX } from "../../domain/expenses/expenseKeys";
import type { Summary } from "../../domain/expenses/summary";
import { formatAmount } from "../../domain/values/money";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { lagIndex } from "../helpers/laggingIndex";

/** Spending in dollars and the number of expenses, by month. */
type Sums = Record<string, [total: string, count: number]>;

/** The sums of months as the rows of the list have them. */
async function listed({ api }: TestUser, months: readonly string[]): Promise<Sums> {
  const { body } = await api<ExpensePage>("GET", "/expenses?limit=500");
  return Object.fromEntries(
    months.map((month) => {
      const rows = body.expenses.filter(({ date }) => date.startsWith(month));
      const cents = rows.reduce((sum, { amount }) => sum + BigInt(amount.replace(".", "")), 0n);
      return [month, [formatAmount(cents, "USD"), rows.length]];
    }),
  );
}

const sumOf = ({ total, count } = { total: "0.00", count: 0 }): [string, number] => [total, count];

async function summed({ api }: TestUser, months: readonly string[]): Promise<Sums> {
  const answers = months.map(async (month) => {
    const { body } = await api<Summary>("GET", `/summary?month=${month}`);
    return [month, sumOf(body.currencies[0])] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

async function drawn({ api }: TestUser): Promise<Sums> {
  const { body } = await api<Trends>("GET", "/trends?months=3");
  const months = body.currencies[0]?.months ?? [];
  return Object.fromEntries(months.map(({ month, ...figures }) => [month, sumOf(figures)]));
}

describe("sums of a ledger", function () {
  this.timeout(120_000);
  const faulty = useFaultyCloud();

  for (const index of [LEDGER_CHANGE_INDEX, LIST_INDEX]) {
    it(`are those of the listed rows in the end, though they were asked for while ${index} lagged`, async () => {
      const { cloud, proxy } = faulty();
      const user = await signUpUser(cloud);
      const { months } = (await user.api<Trends>("GET", "/trends?months=3")).body;
      const [oldest, middle, latest] = months as [string, string, string];
      const log = async (month: string, amount: string, day = "01") => {
        const body = { description: "Tea", amount, currency: "USD", date: `${month}-${day}` };
        return (await user.api<Expense>("POST", "/expenses", { body })).body;
      };
      const change = ({ expenseId }: Expense, body: object) =>
        user.api("PATCH", `/expenses/${expenseId}`, { body, headers: { "If-Match": '"1"' } });
      const [moved, deleted] = [await log(middle, "1.10"), await log(middle, "2.20")];
      const dearer = await log(latest, "4.40");
      const both = async () => [await summed(user, months), await drawn(user)];
      const before = { [oldest]: ["0.00", 0], [middle]: ["3.30", 2], [latest]: ["4.40", 1] };
      expect(await both()).to.deep.equal([before, before]);

      // Sums that are stored during the lag have these, and lack what follows.
      for (const month of months) await log(month, "0.07", "02");
      const tables = { db: databaseOf(cloud), engine: cloud.dynamodb };
      const catchUp = await lagIndex(tables, proxy, "Expenses", index);
      await log(oldest, "8.80");
      await log(latest, "16.60");
      expect((await change(moved, { date: `${latest}-01` })).status).to.equal(200);
      expect((await change(dearer, { amount: "5.50" })).status).to.equal(200);
      expect((await user.api("DELETE", `/expenses/${deleted.expenseId}`)).status).to.equal(204);
      // These requests store sums for later ones to start from.
      await both();
      expect(proxy.faults).to.be.above(0);
      await catchUp();

      const after = { [oldest]: ["8.87", 2], [middle]: ["0.07", 1], [latest]: ["23.27", 4] };
      expect(await listed(user, months)).to.deep.equal(after);
      expect(await both()).to.deep.equal([after, after]);
    });
  }
});
