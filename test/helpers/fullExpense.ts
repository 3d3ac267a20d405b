import { newExpense } from "../../domain/expenses/expense";
import { createItem } from "../../domain/expenses/expenseRules";
import type { ExpenseItem } from "../../domain/expenses/model";

/** A character of 15 bytes, as people see it. */
const WIDE = "👩🏽‍🚀";
const FACE = "😀";

/** The expense that takes the most room of those that the API accepts. */
export const fullExpense = (): ExpenseItem =>
  createItem(
    newExpense.parse({
      description: WIDE.repeat(500),
      merchant: WIDE.repeat(100),
      notes: FACE.repeat(2000),
      tags: Array.from({ length: 10 }, (_, index) => WIDE.repeat(38) + index),
      amount: 20,
      currency: "USD",
      parts: Array.from({ length: 20 }, () => ({
        category: WIDE.repeat(39),
        amount: 1,
        note: FACE.repeat(100),
      })),
    }),
    { userId: "u".repeat(36), ledgerId: "01ARZ3NDEKTSV4RRFFQ69G5FAV", now: new Date() },
    { currency: "USD", timezone: "UTC", thresholds: {} },
  );
