import { distance } from "fastest-levenshtein";
import { asciiDigits } from "../values/digits";

// The words beside amounts on receipts, in each of the page's languages.

/** A meaning of an amount. */
export type LabelKind =
  | "total"
  | "subtotal"
  | "tax"
  | "tip"
  | "discount"
  | "rounding"
  | "paid"
  | "change"
  | "balance"
  | "count";

/** The place in a German compound before the word that tells what it is: `Mengenrabatt`. */
const COMPOUND = /(?<=\p{L}{3})(?=(?:rabatt|nachlass)(?!\p{L}))/gu;

/** Labels of a total that is still to be paid. */
const DUE: readonly string[] = [
  ...["total due", "amount due", "balance due", "amount due from you", "amount you owe"],
  ...["to pay", "total to pay", "amount to pay", "you pay", "net payable", "amount payable", "total payable"],
  ...[
    "zu zahlen",
    "zu bezahlen",
    "zahlbetrag",
    "noch zu zahlen",
    "offener betrag",
    "restzahlung",
    "nachzahlung",
  ],
  ...["المبلغ المستحق", "المطلوب"],
];

/** Longer labels come before the shorter ones that they contain: the longest match wins. */
const LABELS: Readonly<Record<LabelKind, readonly string[]>> = {
  total: [
    ...DUE,
    ...["grand total", "total amount"],
    ...["total paid", "total charges", "invoice total", "total price", "total", "amount"],
    ...["gesamtsumme", "gesamtbetrag", "gesamtpreis", "gesamt", "endsumme", "endbetrag", "rechnungsbetrag"],
    ...["summe", "bruttobetrag", "gesamt brutto", "summe brutto"],
    ...["total refund", "refund total", "refund amount", "refund due", "amount refunded"],
    ...["erstattungsbetrag", "gutschriftsbetrag", "المبلغ المسترد"],
    ...["rechnungssumme", "bruttosumme", "kaufsumme", "kaufbetrag", "totalbetrag", "endpreis"],
    ...["betrag", "total brutto"],
    ...["الإجمالي الكلي", "المبلغ الإجمالي", "الإجمالي", "المجموع الكلي", "المجموع"],
  ],
  subtotal: [
    ...["subtotal", "sub total", "sub-total", "net total", "total net", "net amount", "merchandise total"],
    ...["zwischensumme", "nettobetrag", "netto", "summe netto", "gesamt netto", "warenwert", "nettosumme"],
    ...["المجموع الفرعي", "الإجمالي الفرعي", "الصافي"],
  ],
  tax: [
    ...["sales tax", "total tax", "tax total", "tax", "vat", "gst", "hst", "incl vat", "including vat"],
    ...[
      "mehrwertsteuer",
      "umsatzsteuer",
      "mwst",
      "ust",
      "steuer",
      "summe mwst",
      "gesamt mwst",
      "mwst betrag",
    ],
    ...["summe steuer", "total vat", "ضريبة القيمة المضافة", "ضريبة", "الضريبة"],
  ],
  tip: [
    ...["tip", "tip amount", "gratuity", "service charge", "optional service", "discretionary service"],
    ...["trinkgeld", "بقشيش", "إكرامية", "رسوم الخدمة"],
  ],
  // Also what was paid before: a gift card above the total makes it less.
  discount: [
    ...["gift card", "giftcard", "store credit", "geschenkkarte", "geschenkgutschein", "بطاقة هدية"],
    ...["discount", "coupon", "savings", "total savings", "you saved", "voucher", "adjustments", "promotion"],
    ...["rabatt", "nachlass", "gutschein", "preisvorteil", "ersparnis", "skonto", "خصم", "الخصم"],
  ],
  // To the smallest coin, where the total is paid in cash.
  rounding: [
    ...["rounding", "cash rounding", "rounding off", "round off", "rounded off"],
    ...["rundung", "barrundung", "rundungsdifferenz", "rundungsausgleich", "التقريب", "فرق التقريب"],
  ],
  paid: [
    ...[
      "cash",
      "visa",
      "mastercard",
      "credit card",
      "debit card",
      "card",
      "tend",
      "tendered",
      "amount paid",
      "amex",
    ],
    ...[
      "cash tendered",
      "credit",
      "debit",
      "american express",
      "bar",
      "gegeben",
      "bargeld",
      "girocard",
      "ec karte",
    ],
    ...["ec-karte", "kartenzahlung", "karte", "kreditkarte", "gezahlt", "bezahlt", "paypal", "payment"],
    ...["نقدا", "المدفوع", "بطاقة", "مدى"],
  ],
  change: ["change", "change due", "rueckgeld", "wechselgeld", "zurueck", "rest", "الباقي"],
  balance: ["balance", "account balance", "restbetrag", "saldo", "الرصيد"],
  count: [
    "items",
    "items sold",
    "total items",
    "item count",
    "anzahl",
    "artikel",
    "positionen",
    "points",
    "punkte",
  ],
};

interface Label {
  kind: LabelKind;
  isDue: boolean;
  words: readonly string[];
  length: number;
}

const KNOWN: readonly Label[] = Object.entries(LABELS)
  .flatMap(([kind, labels]) =>
    labels.map((label) => ({
      ...{ kind: kind as LabelKind, isDue: DUE.includes(label) },
      ...{ words: wordsOf(label), length: label.length },
    })),
  )
  .sort((a, b) => b.length - a.length);

/** Known words with an umlaut, by the form without its dots. */
const BARE = new Map(
  KNOWN.flatMap(({ words }) => words)
    .filter((word) => /[aou]e/.test(word))
    .map((word) => [word, word.replace(/(?<=[aou])e/g, "")]),
);

/** A label that was found. */
interface LabelFound {
  kind: LabelKind;
  /** True of a total that is still to be paid. */
  isDue: boolean;
  /** The known words. */
  label: string;
}

/** Returns the longest label in a text; undefined if there is none. */
export function labelIn(text: string): LabelFound | undefined {
  const words = wordsOf(text);
  const found = KNOWN.find((label) => contains(words, label.words));
  return found && { kind: found.kind, isDue: found.isDue, label: found.words.join(" ") };
}

const VOCABULARY = new Set([...KNOWN.flatMap(({ words }) => words), "eur", "usd", "gbp", "chf"]);

/** True if a text consists of such words alone, in whatever order: others may name goods, such as `Birthday Card`. */
export function isLabelAlone(text: string): boolean {
  return wordsOf(text).every((word) => VOCABULARY.has(word) || !/\p{L}{2}/u.test(word));
}

/** Lowercase without accents and punctuation; umlauts as two letters, since readers drop their dots. */
function wordsOf(text: string): string[] {
  return asciiDigits(text)
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue", ß: "ss" })[letter] ?? letter)
    .replace(/(?<=\p{L})0(?=\p{L})/gu, "o")
    .replace(COMPOUND, " ")
    .normalize("NFD")
    .replace(/\p{Mn}+/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function contains(words: readonly string[], label: readonly string[]): boolean {
  return words.some((_, at) => label.every((word, index) => isLike(words[at + index] ?? "", word)));
}

/** True if two words are equal except for misread letters: one in five, in words long enough to stay recognizable. */
function isLike(word: string, known: string): boolean {
  if (word === known) return true;
  if (known.length < 5 || Math.abs(word.length - known.length) > 2) return false;
  const most = Math.floor(known.length / 5);
  if (distance(word, known) <= most) return true;
  const bare = BARE.get(known);
  return bare !== undefined && distance(word, bare) <= most;
}
