import { documentClient } from "../aws/clients";
import { type MonthDigests, monthDigestsOf } from "../digests/monthDigests";
import type { Reading } from "../expenses/expensePages";
import type { SpendingHistory } from "../insights/model";
import { PlanReader } from "../insights/planReader";
import { historiesOf, historyMonths } from "../insights/spendingHistory";
import type { Ledger } from "../ledgers/model";
import { type ForetoldBudget, foretellBudgets } from "./budgetForecast";
import { BudgetStore } from "./budgetStore";
import { budgetMonths, keptBudgets } from "./budgetSums";
import type { BudgetBook } from "./model";

/** All data that insights are drawn from. */
export interface InsightSources {
  /** By currency, the one with the most expenses in the last full month first. */
  histories: SpendingHistory[];
  budgets: ForetoldBudget[];
}

/** Reads all data that the insights of a ledger are drawn from. */
export class InsightReader {
  constructor(
    private readonly digests: Pick<MonthDigests, "read">,
    private readonly plans: Pick<PlanReader, "read">,
    private readonly budgets: Pick<BudgetStore, "read">,
  ) {}

  /**
   * @param today The day in the ledger's zone.
   * @param book Its budgets, if they are known already.
   * @throws ApiError 503 if there is not enough time to sum its months. The next call continues.
   */
  async read(
    { id: ledgerId, settings }: Pick<Ledger, "id" | "settings">,
    today: string,
    reading: Reading,
    book?: BudgetBook,
  ): Promise<InsightSources> {
    const months = historyMonths(today);
    // Budgets may carry over from before the months of the history: all are read at once.
    const readSums = async () => {
      const budgets = keptBudgets((book ?? (await this.budgets.read(ledgerId))).budgets);
      const all = new Set([...months, ...budgetMonths(budgets, today)]);
      return { budgets, sums: await this.digests.read(ledgerId, [...all], reading) };
    };
    const [{ budgets, sums }, plans] = await Promise.all([readSums(), this.plans.read(ledgerId, today)]);
    const own = new Map(months.map((month) => [month, sums.get(month) ?? {}]));
    const histories = historiesOf(own, plans, today, settings.oneOffs ?? []);
    const read = (more: readonly string[]) => this.digests.read(ledgerId, more, reading);
    return { histories, budgets: await foretellBudgets(budgets, { sums, histories }, today, read) };
  }
}

/** The reader of the tables. */
export function insightReaderOf(tables: { expenses: string; ledgers: string }): InsightReader {
  const db = documentClient();
  return new InsightReader(
    monthDigestsOf(tables),
    new PlanReader(db, tables),
    new BudgetStore(db, tables.ledgers),
  );
}
