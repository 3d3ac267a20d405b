import type { Expense } from "../../domain/expenses/expense";
import type { TestUser } from "../helpers/api";
import { expect } from "./fixtures";

/** Logs an expense without the page. */
export async function log(user: TestUser, body: object): Promise<void> {
  expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
}

/** The expenses of a month as the API lists them. */
export async function storedIn(user: TestUser, month: string): Promise<Expense[]> {
  return (await user.api<{ expenses: Expense[] }>("GET", `/expenses?month=${month}`)).body.expenses;
}
