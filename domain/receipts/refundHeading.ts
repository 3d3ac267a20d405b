import type { ReceiptItem } from "./model";
import { legible } from "./printedAmounts";
import { withoutDays } from "./printedDays";
import type { ReadText } from "./readText";

/** Maximum number of rows before the first amount that are looked at. */
const HEAD_ROWS = 20;

/** The same words on receipts that travellers bring; readers drop accents. `Cancelado` is also what was paid. */
const GIVEN_BACK_ABROAD = [
  ...["(?:facture d )?avoir", "remboursement", "retour", "annulation", "facture rectificative"],
  ...[
    "devolu(?:ci[óo]n(?:es)?|[çc][ãa]o)",
    "reembolso",
    "estorno",
    "anula(?:ci[óo]n|do)",
    "factura rectificativa",
  ],
  ...["not[ae] d[ei] (?:cr[ée]dito?|abono)", "reso(?: merce)?", "rimborso", "annullo"],
  ...[
    "credit ?(?:nota|factuur)",
    "terugbetaling",
    "kreditnota",
    "kreditfaktura",
    "kreditering",
    "retur(?:kvitto|kvittering|bon)?",
  ],
  ...["[åa]terbetalning", "[åa]terk[öo]p", "tilbagebetaling", "tilbakebetaling", "hyvitys", "palautus"],
  ...["zwrot(?: towaru)?", "korekta", "vr[áa]cen[íi](?: zbo[žz][íi])?", "dobropis", "[iıİ]ade"],
];

/** Words of a heading that says by itself that money is given back, in the page's languages. */
const GIVEN_BACK = [
  ...GIVEN_BACK_ABROAD,
  ...["refund(?:ed)?(?: to)?", "returns?(?: of)?", "returned", "void(?:ed)?", "reversal", "cancell?ed"],
  ...["(?:(?:simplified )?tax )?credit (?:note|memo|slip|invoice)", "(?:exchange|store) credit"],
  ...["(?:merchandise|customer) credit"],
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
  ...["(?:ال|لل)?فاتورة", "(?:ال)?ضريبية?", "(?:ال)?مبسطة?", "قسيمة"],
  ...[
    "visa",
    "mastercard",
    "maestro",
    "amex",
    "girocard",
    "ec",
    "debit",
    "credit",
    "karten?",
    "kartenzahlung",
  ],
  ...["zur", "rechnung", "duplicate", "total", "amount", "(?:simplified )?tax invoice"],
  ...[
    "ticket",
    "clientes?",
    "articles?",
    "marchandises?",
    "carte",
    "tarjeta",
    "cart[aã]o?",
    "factura",
    "fattura",
  ],
  ...["kvitto", "kvittering", "kort", "bewijs", "paragon", "fi[şs]i?", "n", "nº", "num[ée]ro"],
].join("|");

/** In two languages, it says so twice; `no` before such a word means that nothing is given back. */
const HEADING = new RegExp(
  `^(?:(?:${BESIDES}) )*(?:${GIVEN_BACK})(?: (?:${GIVEN_BACK}|${BESIDES}|cn|no(?! (?:${GIVEN_BACK}))))*$`,
  "iu",
);

/** No heading has more, and the expression takes twice as long with each one that fits it in two ways. */
const MAX_WORDS = 12;

/** The number of the slip, which may begin with letters. */
const SLIP_NUMBER = /(?<!\p{L})(?:no|nr|رقم)(?!\p{L})[^\p{L}\d]{0,6}[\p{L}/-]{0,12}\d[\p{L}\d/-]{0,40}/giu;

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
  // Textract keeps what decorates a heading.
  const words = text
    .normalize("NFC")
    .replace(SLIP_NUMBER, " ")
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== "");
  return words.length <= MAX_WORDS && HEADING.test(words.map((word) => word.replace(COMPOUND, "")).join(" "));
}
