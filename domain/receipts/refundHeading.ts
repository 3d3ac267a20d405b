import type { ReceiptItem } from "./model";
import { legible } from "./printedAmounts";
import { withoutDays } from "./printedDays";
import type { ReadText } from "./readText";

/** Maximum number of rows before the first amount that are looked at. */
const HEAD_ROWS = 20;

/** Words of a heading that says by itself that money is given back, in the page's languages. */
const GIVEN_BACK = [
  ...["refund(?:ed)?(?: to)?", "returns?(?: of)?", "returned", "void(?:ed)?", "reversal", "cancell?ed"],
  ...["(?:tax )?credit (?:note|memo|slip|invoice)", "(?:exchange|store|merchandise|customer) credit"],
  ...["(?:bottle|can|container|deposit)s? (?:refund|return)s?"],
  ...["(?:waren|kunden|umtausch)?gutschrift", "storno", "stornierung", "storniert", "erstattung(?: an)?"],
  ...["(?:waren)?rückgabe", "(?:waren)?rücknahme", "rückzahlung", "rückerstattung", "(?:waren)?retouren?"],
  ...["rechnungskorrektur", "korrekturrechnung", "korrekturbeleg"],
  // The machine that takes empty bottles prints the slip of their deposit.
  ...["leergut(?: ?(?:bon|beleg|schein|quittung))?", "pfand ?(?:bon|beleg|schein|quittung)"],
  ...["(?:leergut|pfand) ?(?:rückgabe|rücknahme|annahme|auszahlung|erstattung|rückerstattung|gutschrift)"],
  // The hamza is often left out.
  ...["استرداد", "(?:ال)?مستردة?", "(?:ال)?مرتجع(?:ة|ات)?", "مردودات?", "[إا]رجاع", "استرجاع"],
  ...["[إا]شعار دائن", "ملغاة?"],
]
  .join("|")
  .replaceAll("ü", "(?:ü|ue?)");

/** Words that such a heading may have besides. */
const BESIDES = [
  ...["receipts?", "slip", "transaction", "sales?", "customers?", "copy", "merchandise", "goods", "items?"],
  ...["invoice", "cash", "card", "confirmation", "voucher", "beleg", "bon", "kunden?", "kopie", "kasse"],
  ...["nr", "number", "رقم", "ware", "بضاعة", "نقدي", "سند", "عملية", "[إا]يصال", "(?:ال)?مبيعات"],
  ...["(?:ال|لل)?فاتورة", "(?:ال)?ضريبية?", "(?:ال)?مبسطة"],
].join("|");

/** Before it, `no` means that nothing is given back. */
const HEADING = new RegExp(`^(?:(?:${BESIDES}) )*(?:${GIVEN_BACK})(?: (?:${BESIDES}|no|cn))*$`, "iu");

/** Words that the heading may be a part of. */
const COMPOUND =
  /(?<=gutschrift|storno|erstattung|retouren?|r(?:ü|ue?)ck(?:gabe|nahme|zahlung))s?(?:beleg|bon|quittung|rechnung|anzeige|schein|best(?:ä|ae?)tigung)$/iu;

/** A deposit that is the name of an item, with its price in the row below. */
const DEPOSIT = /^\P{L}*leergut\P{L}*$/iu;

/**
 * True if a row of the head consists of such words: the total of a refund may be printed like that of a purchase. A row
 * with other words is about refunds, such as `Returns within 14 days` or `No refund without receipt`.
 */
export function isRefundHeaded(rows: readonly ReadText[], items: readonly ReceiptItem[]): boolean {
  const first = rows.findIndex(({ text }) => hasAmount(text));
  const head = rows.slice(0, Math.min(first === -1 ? rows.length : first, HEAD_ROWS));
  const isShopping = items.length > 1 && items.some(({ text }) => DEPOSIT.test(text));
  return head.some(({ text }) => isRefundHeading(text) && !(isShopping && DEPOSIT.test(text)));
}

const hasAmount = (text: string) => /\d[.,]\d\d(?!\d)/.test(withoutDays(legible(text)));

/** True of a row that is such a heading. */
export function isRefundHeading(text: string): boolean {
  // Textract keeps what decorates a heading; a number is that of the slip, as in `Receipt No. 12`.
  const words = text
    .normalize("NFC")
    .replace(/\bno\b\W*\d+/giu, " ")
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== "");
  return HEADING.test(words.map((word) => word.replace(COMPOUND, "")).join(" "));
}
