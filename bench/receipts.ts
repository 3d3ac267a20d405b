import { draftOf } from "../domain/receipts/draft";
import type { ReceiptDraft } from "../domain/receipts/model";
import { expenseDocuments } from "../local/services/textract/answer";
import { Reader } from "../local/services/textract/reader";
import { exactly, type Result, type Run } from "./harness";
import { Random } from "./random";
import { LAYOUTS } from "./receipts/layouts";
import { type MadeUpReceipt, madeUpReceipt } from "./receipts/madeUpReceipt";
import { loadFonts, photographed, printed } from "./receipts/photo";

/** Sixteen rounds of the eight layouts: both halves have each of them eight times. */
const COUNT = 128;
const SEED = 1_000;
const TODAY = "2026-11-27";

/** Every other round of the layouts; the rules were developed on those in between. */
const isHeldBack = (index: number) => Math.floor(index / LAYOUTS.length) % 2 === 1;

/** Goal 22: how many photos of receipts the local Textract and the rules of drafts read correctly. */
export async function receipts({ say }: Run): Promise<Result[]> {
  loadFonts();
  const readers = [new Reader(), new Reader()];
  const wanted = Array.from({ length: COUNT }, (_, index) => index).filter(isHeldBack);
  const right: Record<"total" | "day" | "merchant", number> = { total: 0, day: 0, merchant: 0 };
  const count = wanted.length;
  const silent = { wrong: 0 };
  try {
    await Promise.all(
      readers.map(async (reader) => {
        for (let index = wanted.shift(); index !== undefined; index = wanted.shift()) {
          const { truth, draft } = await read(index, reader);
          const isRight = draft.totals[0]?.value === truth.total;
          if (isRight) right.total += 1;
          else if (!draft.doubts.some((doubt) => doubt.endsWith("Total"))) silent.wrong += 1;
          if (draft.days[0]?.value === truth.day) right.day += 1;
          if (draft.merchants[0]?.value.toLowerCase() === truth.merchant.toLowerCase()) right.merchant += 1;
          if (wanted.length % 10 === 0) say(`Receipts to read: ${wanted.length}`);
        }
      }),
    );
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
  const share = (goal: string, what: string, found: number, atLeast: number): Result => ({
    ...{ goal, what: `share of ${count} photos of receipts ${what}`, kind: "count", unit: "" },
    figure: exactly(found / count),
    limit: { atLeast },
    details: { right: found, receipts: count },
  });
  return [
    share("22", "whose total is read right", right.total, 0.95),
    share("22b", "whose day is read right", right.day, 0.95),
    share("22c", "whose merchant is read right, letter by letter", right.merchant, 0.85),
    {
      ...{ goal: "22d", what: "totals that are read wrong without asking the user", kind: "count", unit: "" },
      figure: exactly(silent.wrong),
      limit: { atMost: 0 },
      details: { receipts: count },
    },
  ];
}

async function read(index: number, reader: Reader): Promise<{ truth: MadeUpReceipt; draft: ReceiptDraft }> {
  const random = new Random(SEED + index);
  const layout = LAYOUTS[index % LAYOUTS.length] ?? LAYOUTS[0];
  if (!layout) throw new Error("There are no layouts.");
  const truth = madeUpReceipt(random, random.pick(layout.countries));
  const photo = await photographed(printed(truth, layout, random), random);
  const documents = expenseDocuments(await reader.read(photo, 1));
  const { locale, currency } = truth.country;
  return { truth, draft: draftOf(documents, { locale, currency, today: TODAY }) };
}
