import { receiptDetails } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/** A receipt with its draft and its possible duplicates. */
export const getReceipt = operation({
  route: "GET /receipts/{id}",
  summary: "Get a receipt with its draft, and with similar receipts and expenses",
  part: "receipts",
  role: "viewer",
  answers: { 200: receiptDetails },
  refusals: [404],
  uses: { ledgers: ["Query"], "expenses.list": ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { expensesOfDay, similarTo } = await import("../../domain/receipts/matching.js");
    const { toReceipt } = await import("../../domain/receipts/receiptAnswers.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");

    const db = documentClient();
    const store = new ReceiptStore(db, env.ledgers);
    const expenses = new ExpenseRepository(db, env.expenses);

    return apiHandler(env, async (event, { ledger }) => {
      const receipt = await store.require(ledger.id, event.pathParameters?.id);
      const [others, ofDay] = await Promise.all([store.list(ledger.id), expensesOfDay(receipt, expenses)]);
      const { draft } = receipt;
      return {
        status: 200,
        body: {
          ...toReceipt(receipt, new Date()),
          ...(draft && { draft }),
          similar: similarTo(receipt, others, ofDay),
        },
      };
    });
  },
});
