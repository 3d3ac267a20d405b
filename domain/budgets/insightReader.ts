import { documentClient } from "../aws/clients";
import { type MonthDigests, monthDigestsOf } from "../digests/monthDigests";
import type { Reading } from "../expenses/expensePages";
import type { SpendingHistory } from "../insights/model";
import { PlanReader } from "../insights/planReader";
import { historiesOf, historyMonths } from "../insights/spendingHistory";
import type { Ledger } from "../ledgers/model";
import { type ForetoldBudget, foretellBudgets } from "./budgetForecast";
import { BudgetStore } from "./budgetStore";
import { keptBudgets } from "./budgetSums";

/** All data that insights are drawn from. */
export interface InsightSources {
  /** By currency, the one with the most expenses first. */
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
   * @throws ApiError 503 if there is not enough time to sum its months. The next call continues.
   */
  async read(
    { id: ledgerId, settings }: Pick<Ledger, "id" | "settings">,
    today: string,
    reading: Reading,
  ): Promise<InsightSources> {
    const read = (months: readonly string[]) => this.digests.read(ledgerId, months, reading);
    const [sums, plans, { budgets }] = await Promise.all([
      read(historyMonths(today)),
      this.plans.read(ledgerId, today),
      this.budgets.read(ledgerId),
    ]);
    const histories = historiesOf(sums, plans, today, settings.oneOffs ?? []);
    return {
      histories,
      budgets: await foretellBudgets(keptBudgets(budgets), { sums, histories }, today, read),
    };
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
