import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { AccessReader } from "../../domain/ledgers/accessReader";
import { DueItems } from "../../domain/ledgers/dueItems";
import type { PostingOptions } from "../../domain/recurring/posting";
import { RuleRepository } from "../../domain/recurring/ruleRepository";
import type { ExpensesTable } from "./expensesTable";
import type { LocalTable } from "./localTable";

/** The options of the job that posts recurring expenses, in the morning of a day. */
export const postingOn = (day: string, ledgers: LocalTable, expenses: ExpensesTable): PostingOptions => ({
  due: new DueItems(ledgers.db, "Ledgers"),
  rules: new RuleRepository(ledgers.db, "Ledgers"),
  expenses: new ExpenseRepository(expenses.db, "Expenses"),
  access: new AccessReader(ledgers.db, "Ledgers"),
  timezone: "UTC",
  thresholds: {},
  now: () => new Date(`${day}T08:00:00.000Z`),
  hasTime: () => true,
});
