import { legible } from "./printedAmounts";
import { withoutDays } from "./printedDays";
import type { ReadText } from "./readText";

/** Maximum number of rows before the first amount that are looked at. */
const HEAD_ROWS = 20;

/** Words of a heading that says by itself that money is given back, in the page's languages. */
const GIVEN_BACK =
  /^(refund(ed)?|returns?|returned|void(ed)?|credit (note|memo)|reversal|gutschrift|storno|stornierung|storniert|erstattung|r(ü|ue?)ck(zahlung|gabe|erstattung)|warenr(ü|ue?)ckgabe|retoure|استرداد|مسترد|مرتجع|مرتجعات|إرجاع|إشعار دائن|ملغاة?)$/iu;

/** Words that such a heading may have besides, and those that the heading may be a part of. */
const BESIDES =
  /^(receipts?|slip|transaction|sales?|customer|copy|merchandise|beleg|bon|kunden|kopie|kasse|n[or]|number|فاتورة|إيصال)$/iu;
const COMPOUND = /(?<=gutschrift|storno|retouren?|r(?:ü|ue?)ckgabe)s?(?:beleg|bon|quittung|rechnung)$/iu;

/**
 * True if a row of the head consists of such words: the total of a refund may be printed like that of a purchase. A row
 * with other words is about refunds, such as `Returns within 14 days` or `No refund without receipt`.
 */
export function isRefundHeaded(rows: readonly ReadText[]): boolean {
  const first = rows.findIndex(({ text }) => hasAmount(text));
  const head = rows.slice(0, Math.min(first === -1 ? rows.length : first, HEAD_ROWS));
  return head.some(({ text }) => isRefundHeading(text));
}

const hasAmount = (text: string) => /\d[.,]\d\d(?!\d)/.test(withoutDays(legible(text)));

/** True of a row that is such a heading. */
export function isRefundHeading(text: string): boolean {
  // Textract keeps what decorates a heading; a number is that of the slip.
  const words = text.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "" && !BESIDES.test(word));
  return GIVEN_BACK.test(words.map((word) => word.replace(COMPOUND, "")).join(" "));
}
