import type { ExpenseDefaults } from "../../domain/expenses/expenseRules";

/**
 * A handler that computes and waits for nothing: parses, creates, marks, indexes and writes expenses, `repeats` times.
 * Returns the processor time in milliseconds.
 */
export const hotLoop = (env: ExpenseDefaults) => async () => {
  const { newExpense, toExpense } = await import("../../domain/expenses/expense.js");
  const { createItem, editItem } = await import("../../domain/expenses/expenseRules.js");
  const { indexKeys } = await import("../../domain/expenses/expenseKeys.js");
  const { toValues } = await import("../../domain/backup/backupRow.js");

  return async ({ repeats }: { repeats: number }) => {
    const now = new Date(0);
    const body = {
      description: "Lunch with the team",
      amount: "12.50",
      category: "Food",
      date: "2026-11-01",
    };
    let characters = 0;
    const before = process.cpuUsage();
    for (let count = 0; count < repeats; count += 1) {
      const creation = { userId: "user", ledgerId: "user", now, idempotencyKey: String(count) };
      const item = createItem(newExpense.parse(body), creation, env);
      const edited = editItem(item, { amount: "600" }, now, env.thresholds);
      characters +=
        JSON.stringify({ ...toExpense(edited), ...indexKeys(edited) }).length + toValues(edited).length;
    }
    const { user, system } = process.cpuUsage(before);
    if (characters === 0) throw new Error("The loop was optimised away.");
    return (user + system) / 1000;
  };
};
