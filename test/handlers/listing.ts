import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import type { TestUser } from "../helpers/api";

export async function log(user: TestUser, properties: Partial<Expense>): Promise<Expense> {
  const body = { description: "Desk", amount: "1.00", date: "2026-05-10", ...properties };
  const answer = await user.api<Expense>("POST", "/expenses", { body });
  expect(answer.status).to.equal(201);
  return answer.body;
}

export const get = async (user: TestUser, path: string) => (await user.api<ExpensePage>("GET", path)).body;

/** All pages of a list, each requested with the cursor of the previous one. */
export async function pages(user: TestUser, path: string): Promise<Expense[][]> {
  const all: Expense[][] = [];
  let cursor: string | undefined;
  do {
    const page = await get(user, cursor === undefined ? path : `${path}&cursor=${cursor}`);
    all.push(page.expenses);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

export const descriptions = (expenses: readonly Expense[]) => expenses.map(({ description }) => description);
