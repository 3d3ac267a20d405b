import type { Expense, ExpensePage } from "../../../domain/expenses/expense";
import { type ApiResponse, signIn, type TestUser } from "../../helpers/api";
import type { CloudAccess } from "../../helpers/cloud";
import { expect } from "../fixtures";
import type { Line } from "./ledger";

/** A script of the user, which changes the ledger beside the pages. */
export class Script {
  constructor(
    private readonly cloud: CloudAccess,
    private user: TestUser,
  ) {}

  /** Sends a request, and signs in anew when the token has ended: a run takes longer than one lives. */
  async ask<Body>(...request: Parameters<TestUser["api"]>): Promise<ApiResponse<Body>> {
    const answer = await this.user.api<Body>(...request);
    if (answer.status !== 401) return answer;
    const { email, password } = this.user;
    this.user = { email, password, ...(await signIn(this.cloud, email, password)) };
    return this.user.api<Body>(...request);
  }

  /** Reads a list to its end. */
  async stored(path: string): Promise<Expense[]> {
    const expenses: Expense[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await this.ask<ExpensePage>("GET", `${path}&limit=250${next}`);
      expect(status).toBe(200);
      expenses.push(...body.expenses);
      cursor = body.cursor;
    } while (cursor !== undefined);
    return expenses;
  }
}

/** Stored expenses as a page shows them. */
export const linesOf = (expenses: readonly Expense[]): Line[] =>
  expenses.map(({ description, amount }) => ({ name: description, cents: Math.round(Number(amount) * 100) }));
