import type { MadeUpReceipt } from "./madeUpReceipt";
import { type Country, countries } from "./shops";

/** A row of a printed receipt. */
export interface PrintedRow {
  left?: string;
  right?: string;
  center?: string;
  /** Relative to the receipt's own size. */
  size?: number;
  bold?: boolean;
}

export interface Layout {
  name: string;
  font: string;
  /** Characters of a row, which decide the size of the font. */
  columns: number;
  countries: readonly Country[];
  rows(receipt: MadeUpReceipt): PrintedRow[];
}

const money = (cents: number, { locale }: Country) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(cents / 100);

const dayAs = (day: string, locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

const digits = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
const RULE: PrintedRow = { left: "-".repeat(32) };
const SPACE: PrintedRow = {};

const head = ({ merchant, address, phone }: MadeUpReceipt, size = 1.5): PrintedRow[] => [
  { center: merchant, size, bold: true },
  ...address.map((center) => ({ center })),
  { center: `Tel. ${phone}` },
  SPACE,
];

/** The lines about the payment. */
function payment(
  { paidInCash, total, country }: MadeUpReceipt,
  cash: string,
  change: string,
  card: string,
): PrintedRow[] {
  if (paidInCash === undefined) return [{ left: card, right: money(total, country) }];
  return [
    { left: cash, right: money(paidInCash, country) },
    { left: change, right: money(paidInCash - total, country) },
  ];
}

const discountRow = ({ discount, country }: MadeUpReceipt, left: string): PrintedRow[] =>
  discount === 0 ? [] : [{ left, right: `-${money(discount, country)}` }];

const MONO = "DejaVu Sans Mono";

export const LAYOUTS: readonly Layout[] = [
  {
    ...{ name: "supermarket", font: MONO, columns: 38, countries: [countries.us] },
    rows: (receipt) => [
      ...head(receipt),
      ...receipt.items.map(({ name, amount }) => ({
        left: name.toUpperCase(),
        right: `${money(amount, receipt.country)} T`,
      })),
      SPACE,
      { left: "SUBTOTAL", right: money(receipt.itemsSum, receipt.country) },
      ...discountRow(receipt, "COUPON"),
      { left: `TAX ${receipt.taxRate}%`, right: money(receipt.tax, receipt.country) },
      ...(receipt.tip > 0 ? [{ left: "TIP", right: money(receipt.tip, receipt.country) }] : []),
      { left: "TOTAL", right: `$${money(receipt.total, receipt.country)}`, size: 1.3, bold: true },
      ...payment(receipt, "CASH", "CHANGE DUE", "VISA ************4821"),
      SPACE,
      { left: `# ITEMS SOLD ${receipt.items.length}`, right: `TR# ${receipt.number}` },
      { center: `${dayAs(receipt.day, "en-US", digits)} ${receipt.time}` },
      { center: "THANK YOU FOR SHOPPING WITH US" },
    ],
  },
  {
    ...{ name: "restaurant", font: "DejaVu Sans", columns: 40, countries: [countries.us] },
    rows: (receipt) => [
      ...head(receipt, 1.7),
      { left: `Server: Dana  Table ${receipt.number % 40}`, right: `Check #${receipt.number}` },
      { left: dayAs(receipt.day, "en-US", { dateStyle: "medium" }), right: receipt.time },
      RULE,
      ...receipt.items.map(({ name, quantity, amount }) => ({
        left: `${quantity} ${name}`,
        right: `$${money(amount, receipt.country)}`,
      })),
      RULE,
      ...discountRow(receipt, "Discount"),
      { left: "Subtotal", right: `$${money(receipt.itemsSum - receipt.discount, receipt.country)}` },
      { left: "Sales Tax", right: `$${money(receipt.tax, receipt.country)}` },
      ...(receipt.tip > 0 ? [{ left: "Gratuity", right: `$${money(receipt.tip, receipt.country)}` }] : []),
      { left: "Total Due", right: `$${money(receipt.total, receipt.country)}`, bold: true, size: 1.2 },
      SPACE,
      { center: "Thank you! Please come again." },
    ],
  },
  {
    ...{ name: "shop", font: MONO, columns: 36, countries: [countries.uk, countries.ireland] },
    rows: (receipt) => [
      ...head(receipt),
      { center: "VAT No. GB 482 1234 56" },
      { left: dayAs(receipt.day, "en-GB", digits), right: receipt.time },
      RULE,
      ...receipt.items.map(({ name, amount }) => ({ left: name, right: money(amount, receipt.country) })),
      ...discountRow(receipt, "Voucher"),
      RULE,
      { left: "TOTAL", right: `${receipt.country.sign}${money(receipt.total, receipt.country)}`, bold: true },
      ...payment(receipt, "Cash", "Change", "Mastercard"),
      SPACE,
      { left: `Incl. VAT ${receipt.taxRate}%`, right: money(receipt.tax, receipt.country) },
      { center: "Please retain this receipt" },
    ],
  },
  {
    ...{
      name: "cafe",
      font: "DejaVu Sans Condensed",
      columns: 38,
      countries: [countries.ireland, countries.uk],
    },
    rows: (receipt) => [
      ...head(receipt, 1.8),
      { left: `Order ${receipt.number}`, right: receipt.day },
      SPACE,
      ...receipt.items.flatMap(({ name, quantity, price, amount }) => [
        { left: name },
        { left: `  ${quantity} x ${money(price, receipt.country)}`, right: money(amount, receipt.country) },
      ]),
      SPACE,
      ...discountRow(receipt, "Discount"),
      {
        left: "Amount due",
        right: `${receipt.country.sign}${money(receipt.total, receipt.country)}`,
        bold: true,
      },
      { left: `VAT ${receipt.taxRate}% included`, right: money(receipt.tax, receipt.country) },
      ...payment(receipt, "Cash", "Change", "Card payment"),
    ],
  },
  {
    ...{ name: "Supermarkt", font: MONO, columns: 36, countries: [countries.germany] },
    rows: (receipt) => [
      ...head(receipt),
      { right: "EUR" },
      ...receipt.items.map(({ name, amount }) => ({
        left: name.toUpperCase(),
        right: `${money(amount, receipt.country)} B`,
      })),
      ...discountRow(receipt, "RABATT"),
      RULE,
      { left: "SUMME", right: `EUR ${money(receipt.total, receipt.country)}`, bold: true, size: 1.25 },
      ...payment(receipt, "Geg. BAR", "Rückgeld BAR", "Geg. EC-Karte"),
      SPACE,
      { left: "Steuer %   Netto    Steuer   Brutto" },
      {
        left: `B= ${receipt.taxRate},0%  ${money(receipt.total - receipt.tax, receipt.country)}   ${money(receipt.tax, receipt.country)}   ${money(receipt.total, receipt.country)}`,
      },
      SPACE,
      { left: `Datum: ${dayAs(receipt.day, "de-DE", digits)}`, right: `Bon-Nr.: ${receipt.number}` },
      { left: `Uhrzeit: ${receipt.time} Uhr` },
      { center: "Vielen Dank für Ihren Einkauf" },
    ],
  },
  {
    ...{ name: "Gasthaus", font: "DejaVu Serif", columns: 38, countries: [countries.germany] },
    rows: (receipt) => [
      ...head(receipt, 1.6),
      { left: `Rechnung Nr. ${receipt.number}`, right: `Tisch ${receipt.number % 30}` },
      { left: dayAs(receipt.day, "de-DE", digits), right: `${receipt.time} Uhr` },
      RULE,
      ...receipt.items.map(({ name, quantity, amount }) => ({
        left: `${quantity} x ${name}`,
        right: `${money(amount, receipt.country)} €`,
      })),
      RULE,
      ...discountRow(receipt, "Gutschein"),
      { left: "Nettobetrag", right: `${money(receipt.total - receipt.tax, receipt.country)} €` },
      { left: `MwSt. ${receipt.taxRate}%`, right: `${money(receipt.tax, receipt.country)} €` },
      { left: "Gesamtbetrag", right: `${money(receipt.total, receipt.country)} €`, bold: true, size: 1.2 },
      SPACE,
      { center: "Es bediente Sie Frau Vogel" },
    ],
  },
  {
    ...{ name: "Kasse", font: "DejaVu Sans", columns: 38, countries: [countries.germany] },
    rows: (receipt) => [
      ...head(receipt, 1.5),
      {
        left: "Kassenbeleg",
        right: dayAs(receipt.day, "de-DE", { day: "2-digit", month: "2-digit", year: "2-digit" }),
      },
      { left: `Kasse 3  Beleg ${receipt.number}`, right: receipt.time },
      RULE,
      ...receipt.items.flatMap(({ name, quantity, price, amount }) =>
        quantity === 1
          ? [{ left: name, right: money(amount, receipt.country) }]
          : [
              { left: name },
              {
                left: `   ${quantity} Stk x ${money(price, receipt.country)}`,
                right: money(amount, receipt.country),
              },
            ],
      ),
      ...discountRow(receipt, "Nachlass"),
      RULE,
      { left: "zu zahlen", right: `${money(receipt.total, receipt.country)} EUR`, bold: true, size: 1.2 },
      ...payment(receipt, "Bar", "Zurück", "girocard"),
      { left: `enth. MwSt ${receipt.taxRate} %`, right: `${money(receipt.tax, receipt.country)} EUR` },
    ],
  },
  {
    ...{ name: "Baumarkt", font: "DejaVu Sans Condensed", columns: 42, countries: [countries.germany] },
    rows: (receipt) => [
      ...head(receipt, 1.4),
      { left: `Datum ${dayAs(receipt.day, "de-DE", { day: "numeric", month: "long", year: "numeric" })}` },
      { left: `Verkäufer 12   Bon ${receipt.number}`, right: `${receipt.time}` },
      SPACE,
      ...receipt.items.map(({ name, quantity, price, amount }) => ({
        left: `${name}  ${quantity} x ${money(price, receipt.country)}`,
        right: money(amount, receipt.country),
      })),
      SPACE,
      { left: "Zwischensumme", right: money(receipt.itemsSum, receipt.country) },
      ...discountRow(receipt, "Kundenrabatt"),
      { left: "Gesamtsumme €", right: money(receipt.total, receipt.country), bold: true, size: 1.3 },
      { left: `darin MwSt ${receipt.taxRate}%`, right: money(receipt.tax, receipt.country) },
      ...payment(receipt, "Gegeben", "Rückgeld", "Kartenzahlung"),
      { center: "Umtausch nur mit Beleg" },
    ],
  },
];
