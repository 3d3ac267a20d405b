import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { type ExpenseRow, toItem } from "../../domain/backup/backupRow";
import { parseMigrations } from "../../domain/backup/migrations";
import { newExpense } from "../../domain/expenses/expense";
import { partsOf } from "../../domain/expenses/partFields";
import { MAX_PARTS } from "../../domain/values/limits";
import { runs } from "../helpers/runs";
import { useBackup } from "./fixture";

const FAMILY = "👨‍👩‍👧‍👦";

/** The longest texts that the API takes, each of another kind of character. */
const LONGEST = [
  ["a".repeat(500), "b".repeat(40), '"'.repeat(100)],
  ["日".repeat(500), "本".repeat(40), "日".repeat(100)],
  ["👍🏽".repeat(500), "🎉".repeat(40), "🎉".repeat(100)],
  [FAMILY.repeat(320), FAMILY.repeat(25), FAMILY.repeat(16)],
  [`a${"\u0301".repeat(3_999)}`, `b${"\u0301".repeat(319)}`, `c${"\u0301".repeat(199)}`],
] as const;

describe("texts in the backup", function () {
  this.timeout(120_000);
  const backup = useBackup();

  const stored = async (): Promise<ExpenseRow[]> =>
    (await backup().database.select("SELECT * FROM expenses ORDER BY expense_id")) as ExpenseRow[];

  for (const [description, category, note] of LONGEST) {
    it(`come back from MySQL at their longest: ${description.slice(0, 8)}…`, async () => {
      const parts = Array.from({ length: MAX_PARTS }, () => ({ category, amount: 1, note }));
      const request = newExpense.parse({ description, category, amount: MAX_PARTS, parts });
      expect(
        newExpense.safeParse({ ...request, description: `${description}${description.slice(-2)}a` }).success,
      ).to.equal(false);
      const item = backup().book.write({
        ...{ expenseId: "E1", description: request.description, category },
        parts: partsOf(request.parts ?? [], { amount: MAX_PARTS * 100, currency: "USD" }),
      });
      const { written, refused } = await backup().run();
      expect([written, refused.count]).to.deep.equal([1, 0]);
      expect(await backup().rows()).to.deep.equal(backup().expected());
      const [row] = await stored();
      if (row === undefined) throw new Error("There is no row.");
      expect(toItem(row)).to.deep.equal(item);
    });
  }

  it("come back from MySQL as they are, whatever the API takes", async () => {
    const pieces = fc.constantFrom(
      FAMILY,
      "🇩🇪",
      "é",
      "\u0301",
      "ß",
      "日本",
      "قهوة",
      "\u200f",
      "\\",
      "'",
      "%",
      "a ",
      "❤️",
    );
    const texts = fc.array(pieces, { minLength: 1, maxLength: 300 }).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 20 }), async (all) => {
        await backup().startOver();
        for (const [index, text] of all.entries()) {
          const request = newExpense.safeParse({ description: text, amount: 1 });
          if (request.success)
            backup().book.write({ expenseId: `E${index}`, description: request.data.description });
        }
        const { refused } = await backup().run();
        expect(refused.count).to.equal(0);
        expect(await backup().rows()).to.deep.equal(backup().expected());
      }),
      { numRuns: runs(20) },
    );
  });

  it("stay when columns grow and are added", async () => {
    backup().book.write({ expenseId: "E1", description: "Zürich 🎉", category: "Çay" });
    await backup().run();
    const text = await readFile(join(__dirname, "../../schema.sql"), "utf8");
    await backup().database.select(
      `ALTER TABLE expenses MODIFY description VARCHAR(500) NOT NULL, MODIFY category VARCHAR(40) NOT NULL,
       DROP kind, DROP merchant, DROP notes, DROP tags, DROP source, DROP parts`,
    );
    await backup().database.select("DELETE FROM schema_version WHERE version >= 2");
    const [, ...later] = parseMigrations(text).map(({ version }) => version);
    expect(await backup().database.applySchema(text)).to.deep.equal({
      version: later.at(-1),
      applied: later,
    });
    expect(await backup().rows()).to.deep.equal(backup().expected());
    backup().book.write({ expenseId: "E1", description: FAMILY.repeat(300) });
    await backup().run();
    expect(await backup().rows()).to.deep.equal(backup().expected());
  });
});
