import { expect } from "chai";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { fieldList } from "../../../domain/expenses/fields";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { Summariser } from "../../../domain/expenses/summary";
import { csvPages, spending } from "../../../domain/reports/reportCsv";
import { REPORT_COLUMNS } from "../../../domain/reports/reportLines";
import { formatAmount } from "../../../domain/values/money";
import { expenseItem } from "../../helpers/expenseItem";
import { splitMoney } from "../../helpers/splitMoney";

async function csv(...pages: ExpenseItem[][]): Promise<string> {
  let text = "";
  for await (const page of csvPages(toAsync(pages))) text += page;
  return text;
}

const read = (text: string) => parse(text, { columns: true, bom: true }) as Record<string, string>[];

async function* toAsync<T>(values: T[]): AsyncGenerator<T> {
  yield* values;
}

describe("report as CSV", () => {
  it("has what people read in front and IDs last; all that is text is quoted", async () => {
    const item = expenseItem({ expenseId: "E1", amount: 60000, description: 'Desk, 2" oak' });
    const [header, row, end] = (await csv([item])).split("\n");
    expect([header, end]).to.deep.equal([
      '\ufeff"Date","Description","Merchant","Category","Amount","Currency","Kind","Part Note","Tags","Notes","Source",' +
        '"Created At","Updated At","Created By","Version","Expense ID"',
      "",
    ]);
    expect(row).to.equal(
      '"2026-11-20","Desk, 2"" oak",,"Office","600.00","USD","expense",,,,,' +
        '"2026-11-20T08:00:00.000Z","2026-11-20T08:00:00.000Z","ledger",1,"E1"',
    );
  });

  it("has every field that has a header", () => {
    const withHeader = fieldList.filter(({ csv }) => csv !== undefined).map(({ key }) => key);
    expect(REPORT_COLUMNS.toSorted()).to.deep.equal(withHeader.toSorted());
  });

  it("has amounts that add up to what was spent, by category too: refunds are below 0, income is left out", async () => {
    const category = fc.constantFrom("Food", "Travel");
    const spent = fc.record({
      money: splitMoney(category, 999_999_999_900),
      category,
      kind: fc.constantFrom(undefined, "refund", "income"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(spent, { minLength: 1 }), async (all) => {
        const items = all.map(({ money, ...one }, index) =>
          expenseItem({ ...one, ...money, expenseId: `E${index}` }),
        );
        const summariser = new Summariser();
        for (const item of items) summariser.add(item);
        let text = "";
        for await (const page of csvPages(spending(toAsync([items])))) text += page;
        const lines = read(text);
        const sumOf = (some: typeof lines) => {
          const amounts = some.map(({ Amount = "" }) => BigInt(Amount.replace(".", "")));
          const sum = amounts.reduce((total, minor) => total + minor, 0n);
          return formatAmount(sum, "USD");
        };
        const [sums] = summariser.currencies();
        expect(sumOf(lines)).to.equal(sums?.total);
        for (const { category, total } of sums?.byCategory ?? []) {
          expect(sumOf(lines.filter(({ Category }) => Category === category))).to.equal(total);
        }
      }),
    );
  });

  it("holds all with their kind where it is not told to hold the spending alone", async () => {
    const rows = read(
      await csv([expenseItem(), expenseItem({ kind: "refund" }), expenseItem({ kind: "income" })]),
    );
    expect(rows.map(({ Amount, Kind }) => [Amount, Kind])).to.deep.equal([
      ["12.50", "expense"],
      ["12.50", "refund"],
      ["12.50", "income"],
    ]);
  });

  it("has a line for each part of an expense, with its category, amount and note", async () => {
    const parts = [
      { category: "Food", amount: 1000, note: "=milk" },
      { category: "Travel", amount: 250 },
    ];
    const rows = read(await csv([expenseItem({ expenseId: "E1", parts }), expenseItem({ expenseId: "E2" })]));
    expect(rows.map((row) => [row["Expense ID"], row.Amount, row.Category, row["Part Note"]])).to.deep.equal([
      ["E1", "10.00", "Food", "'=milk"],
      ["E1", "2.50", "Travel", ""],
      ["E2", "12.50", "Office", ""],
    ]);
  });

  it("is nothing without expenses, whatever pages there are", async () => {
    expect(await csv()).to.equal("");
    expect(await csv([], [])).to.equal("");
  });

  it("is the same however the expenses come in pages, with one byte order mark", async () => {
    const items = Array.from({ length: 9 }, (_, index) => expenseItem({ expenseId: `E${index}` }));
    const whole = await csv(items);
    expect(whole.lastIndexOf("\ufeff")).to.equal(0);
    expect(await csv(items.slice(0, 4), [], items.slice(4))).to.equal(whole);
    expect(await csv([], ...items.map((item) => [item]))).to.equal(whole);
  });

  it("writes amounts with the decimals of their currency", async () => {
    const amounts = { USD: 1250, JPY: 1250, KWD: 1250, UYW: 1250 };
    const items = Object.entries(amounts).map(([currency, amount]) => expenseItem({ currency, amount }));
    const rows = read(await csv(items));
    expect(rows.map(({ Amount }) => Amount)).to.deep.equal(["12.50", "1250", "1.250", "0.1250"]);
  });

  for (const [text, written] of [
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@sum", "'@sum"],
    ["\t=1", "'\t'=1"],
    ["\r=1", "'\r'=1"],
    ["＝1", "'＝1"],
    ["＠1", "'＠1"],
    [" =1", "' '=1"],
    ["Desk =1+1", "Desk '=1+1"],
    ["Desk:=1", "Desk:'=1"],
    ["Desk: @sum", "Desk: '@sum"],
    ["Desk\u00a0=1", "Desk\u00a0'=1"],
    ['a "=1', "a '\"=1"],
    ["a -1 +b", "a -1 +b"],
    ["12:30", "12:30"],
    ["me@example.com", "me@example.com"],
    ['"=1', "'\"=1"],
    ["'=1", "''=1"],
    ["a;=1;b", "a;'=1;b"],
    ["a,=1", "a,'=1"],
    ["a|=1", "a|'=1"],
    ["a\t=1", "a\t'=1"],
    ["a\n=1", "a\n'=1"],
    ['a; "=1";b', "a;' '\"=1\";b"],
    ["a\u202e=1", "a[U+202E]=1"],
    ["\u200e=1", "[U+200E]=1"],
    ["a;\u200b=1", "a;'\u200b=1"],
    ["a\u2028=1", "a[U+2028]=1"],
    ["a\u2029\u0085\u000b\u001b", "a[U+2029][U+0085][U+000B][U+001B]"],
    ["1+1", "1+1"],
    ["a=b", "a=b"],
    ["'quoted'", "'quoted'"],
    ["Bread, butter; milk", "Bread, butter; milk"],
    ["€ 5", "€ 5"],
    ["قهوة", "قهوة"],
    ["👨‍👩‍👧", "👨‍👩‍👧"],
  ] as const) {
    it(`writes ${JSON.stringify(text)} as ${JSON.stringify(written)}`, async () => {
      const [row] = read(await csv([expenseItem({ description: text, category: text })]));
      expect([row?.Description, row?.Category]).to.deep.equal([written, written]);
    });
  }

  const pieces = fc.constantFrom(
    ..."=+-@＝＋－＠,;|:\t\n\r\"' ab1",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\u2028",
    "é",
  );
  const hostile = fc.array(pieces, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));

  it("has no cell that begins a formula, whatever a spreadsheet takes for the delimiter", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1 }), async (texts) => {
        const text = await csv(
          texts.map((description) => expenseItem({ description, category: description })),
        );
        for (const delimiter of [",", ";", "\t", "|"]) {
          // Takes quotes seriously only where a whole cell is quoted, as Excel does.
          const lenient = { delimiter, bom: true, relax_quotes: true, relax_column_count: true } as const;
          for (const cell of (parse(text, lenient) as string[][]).flat()) {
            expect(cell, JSON.stringify(text)).not.to.match(/^["\s]*[=+\-@＝＋－＠]/u);
          }
        }
        for (const cell of text.split(/[\s:,;|]/)) {
          // Many texts have a sign after a space.
          expect(cell, JSON.stringify(text)).not.to.match(/^["\s]*[=@＝＠]/u);
        }
        for (const cell of text.split(/[,;\t\n\r|]/)) {
          expect(cell, JSON.stringify(text)).not.to.match(/^["\s]*[=+\-@＝＋－＠]/u);
        }
      }),
    );
  });

  it("hides nothing: what changes directions or lines is written out", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (description) => {
        const text = await csv([expenseItem({ description, category: description })]);
        expect(text).not.to.match(/\p{Bidi_Control}|[\u2028\u2029]|(?![\t\n\r])\p{Cc}/u);
      }),
    );
  });

  it("gives every text that is neither guarded nor written out back to a CSV reader", async () => {
    const texts = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(texts, async (descriptions) => {
        const rows = read(await csv(descriptions.map((description) => expenseItem({ description }))));
        expect(rows).to.have.length(descriptions.length);
        for (const [index, description] of descriptions.entries()) {
          if (/[=+\-@＝＋－＠]|\p{Bidi_Control}|[\u2028\u2029]|(?![\t\n\r])\p{Cc}/u.test(description))
            continue;
          expect(rows[index]?.Description).to.equal(description);
        }
      }),
    );
  });
});
