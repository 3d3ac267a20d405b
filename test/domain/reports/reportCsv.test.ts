import { expect } from "chai";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { csvPages } from "../../../domain/reports/reportCsv";
import { expenseItem } from "../../helpers/expenseItem";

async function csv(...pages: ExpenseItem[][]): Promise<string> {
  let text = "";
  for await (const page of csvPages(toAsync(pages))) text += page;
  return text;
}

async function* toAsync<T>(values: T[]): AsyncGenerator<T> {
  yield* values;
}

describe("report as CSV", () => {
  it("has the four columns of the first reports in front, and the others behind", async () => {
    const item = expenseItem({ expenseId: "E1", amount: 60000, description: 'Desk, 2" oak\nand chair' });
    expect(await csv([item])).to.equal(
      "Expense ID,Amount,Date,Description,Category,Currency,Created By,Created At,Updated At,Version\n" +
        'E1,600.00,2026-11-20,"Desk, 2"" oak\nand chair",Office,USD,ledger,' +
        "2026-11-20T08:00:00.000Z,2026-11-20T08:00:00.000Z,1\n",
    );
  });

  it("is nothing without expenses, whatever pages there are", async () => {
    expect(await csv()).to.equal("");
    expect(await csv([], [])).to.equal("");
  });

  it("is the same however the expenses come in pages", async () => {
    const items = Array.from({ length: 9 }, (_, index) => expenseItem({ expenseId: `E${index}` }));
    const whole = await csv(items);
    expect(await csv(items.slice(0, 4), [], items.slice(4))).to.equal(whole);
    expect(await csv([], ...items.map((item) => [item]))).to.equal(whole);
  });

  it("writes amounts with the decimals of their currency", async () => {
    const amounts = { USD: 1250, JPY: 1250, KWD: 1250, UYW: 1250 };
    const items = Object.entries(amounts).map(([currency, amount]) => expenseItem({ currency, amount }));
    const rows = parse(await csv(items), { columns: true });
    expect(rows.map((row) => (row as Record<string, string>).Amount)).to.deep.equal([
      "12.50",
      "1250",
      "1.250",
      "0.1250",
    ]);
  });

  it("makes no formula of what a user wrote, and leaves every other text as it is", async () => {
    const texts = ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"];
    const items = texts.map((text) => expenseItem({ description: text, category: text }));
    const rows = parse(await csv(items), { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row.Description, row.Category])).to.deep.equal(
      texts.map((text) => [`'${text}`, `'${text}`]),
    );
    const harmless = ["1+1", "a=b", "'quoted", "€ 5", "…"];
    const others = parse(await csv(harmless.map((description) => expenseItem({ description }))), {
      columns: true,
    });
    expect(others.map((row) => (row as Record<string, string>).Description)).to.deep.equal(harmless);
  });

  it("gives every text back to a CSV reader", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 }),
        async (texts) => {
          const rows = parse(await csv(texts.map((description) => expenseItem({ description }))), {
            columns: true,
          });
          const read = rows.map((row) => (row as Record<string, string>).Description);
          expect(read).to.deep.equal(
            texts.map((text) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)),
          );
        },
      ),
    );
  });
});
