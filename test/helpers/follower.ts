import { expect } from "chai";
import type { ChangePage, Expense, ExpensePage } from "../../domain/expenses/expense";
import type { TestUser } from "./api";

/** The knowledge of somebody who reads the list of a ledger once and then follows the changes, as a page does. */
export class Follower {
  readonly known = new Map<string, Expense>();
  private since = "";
  private told?: string;

  /** @param ledgerId Default: the user's own. */
  constructor(
    private readonly user: TestUser,
    private readonly ledgerId: string = user.ledgerId,
  ) {}

  async readList(): Promise<void> {
    const body = await this.read<ExpensePage>("/expenses");
    this.since = body.until;
    for (const expense of body.expenses) this.learn(expense);
  }

  /**
   * Reads changes.
   * @returns the number of expenses that were returned.
   */
  async follow(): Promise<number> {
    let told = 0;
    let cursor: string | undefined;
    do {
      const { since, told: known } = this;
      const query = { since, limit: "500", ...(cursor && { cursor }), ...(known && { known }) };
      const page = await this.read<ChangePage>(`/expenses/changes?${new URLSearchParams(query)}`);
      for (const expense of page.expenses) this.learn(expense);
      for (const id of page.gone) this.known.delete(id);
      told += page.expenses.length + page.gone.length;
      cursor = page.cursor;
      this.told = page.known;
      if (cursor === undefined) this.since = page.until;
    } while (cursor !== undefined);
    return told;
  }

  /** The descriptions of expenses that are not deleted, in order. */
  get shown(): string[] {
    const live = [...this.known.values()].filter(({ deletedAt }) => deletedAt === undefined);
    return live.map(({ description }) => description).sort();
  }

  private async read<Body>(path: string): Promise<Body> {
    const headers = { "Ledger-Id": this.ledgerId };
    const answer = await this.user.api<Body>("GET", path, { headers });
    expect(answer.status, path).to.equal(200);
    return answer.body;
  }

  private learn(expense: Expense): void {
    const { version } = this.known.get(expense.expenseId) ?? { version: 0 };
    if (expense.version > version) this.known.set(expense.expenseId, expense);
  }
}
