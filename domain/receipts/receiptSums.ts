import { isCurrency } from "../values/currency";
import { type LabelKind, labelIn } from "./labels";
import { amountsIn, legible, type MoneyContext, type PrintedAmount, sumsIn } from "./printedAmounts";
import { onlyIn } from "./printedCurrencies";
import type { ReadField, ReadText } from "./readText";

/** An amount to which a label or Textract assigns a meaning. */
export interface PrintedSum {
  kind: LabelKind;
  /** Minor units, at least 0. */
  minor: number;
  /** True of a total that is given back. */
  isNegative?: boolean;
  /** True of a total that the receipt asks for: what other payments leave, if it differs from the price of the goods. */
  isDue?: boolean;
  /** True if its mark may mean something else, and the amount that it is then. */
  isUnsure?: boolean;
  other?: number;
  /** ISO 4217, if it is printed beside the amount. */
  currency?: string;
  /** 0 to 100: confidence in this meaning. */
  weight: number;
  text: string;
  source: ReadText;
}

const KIND_BY_TYPE: Readonly<Record<string, LabelKind>> = {
  TOTAL: "total",
  AMOUNT_DUE: "total",
  SUBTOTAL: "subtotal",
  TAX: "tax",
  GRATUITY: "tip",
  SERVICE_CHARGE: "tip",
  DISCOUNT: "discount",
  AMOUNT_PAID: "paid",
};

/** The meaning of a field that is an amount by its type or its label. */
export function kindOf({ type, label }: ReadField): LabelKind | undefined {
  const labelled = labelIn(label)?.kind;
  const typed = KIND_BY_TYPE[type];
  // Textract also labels a balance or the change as a total; it does not confuse other types with each other.
  return typed === "total" && labelled !== undefined ? labelled : (typed ?? labelled);
}

/** Words of a total that is given back, also where it has no sign. */
const REFUND = /\brefund|erstatt|gutschrift|r(ü|ue?)ckzahlung|استرداد|مسترد/i;

/** The sums among Textract's fields and in the rows. */
export function receiptSums(
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  context: MoneyContext,
): PrintedSum[] {
  return [
    ...fields.flatMap((field) => sumOfField(field, context)),
    ...rows.flatMap((row, index) => sumOfRow(row, rows[index + 1], context)),
  ];
}

function sumOf(
  kind: LabelKind,
  { minor, isNegative, isDashed, isUnsure, other, currency, text }: PrintedAmount,
  weight: number,
  source: ReadText,
  label = source.text,
): PrintedSum {
  const isTotal = kind === "total";
  return {
    ...{ kind, minor, weight, text, source },
    ...(isTotal && (isNegative || REFUND.test(label)) && { isNegative: true }),
    ...(isTotal && labelIn(label)?.isDue && { isDue: true }),
    ...((isUnsure || (isTotal && isDashed)) && { isUnsure: true }),
    ...(other !== undefined && { other }),
    ...(currency && { currency }),
  };
}

function sumOfField(field: ReadField, context: MoneyContext): PrintedSum[] {
  const kind = kindOf(field);
  const typed = KIND_BY_TYPE[field.type];
  const code = field.currency && isCurrency(field.currency) ? field.currency : undefined;
  const own = { ...context, currency: code ?? context.currency };
  const amount = amountsIn(field.text, own, typed ? "field" : "row").at(-1);
  if (kind === undefined || kind === "count" || !amount) return [];
  const weight = (typed ? 40 : 25) + field.confidence / 5;
  // Textract determines a sign's country by the sign alone.
  return [sumOf(kind, { ...(code && { currency: code }), ...amount }, weight, field, field.label)];
}

/** Labels that occur beside other amounts as well. */
const WEAK = new Set(["amount", "betrag", "total charges"]);

function sumOfRow(row: ReadText, next: ReadText | undefined, context: MoneyContext): PrintedSum[] {
  const line = legible(row.text);
  const found = labelIn(line);
  const isShare = /\d\s?%/.test(line);
  if (isShare && found === undefined && SERVICE.test(line)) return shareIn(line, "tip", context, row);
  if (found === undefined || found.kind === "count") return [];
  if (isShare) return shareIn(line, found.kind, context, row);
  const amounts = sumsIn(line, context);
  const amount = amounts.at(-1);
  const weight = (WEAK.has(found.label) ? 38 : 50) + row.confidence / 20;
  const sums = amounts.filter((one) => one === amount || isForeign(one, amount));
  if (amount) return sums.map((one) => sumOf(found.kind, one, weight, row));
  return found.kind === "total" && next ? below(next, weight - 10, line, context) : [];
}

/** True of a sum that a row also has in another currency. */
const isForeign = ({ currency }: PrintedAmount, last: PrintedAmount | undefined) =>
  currency !== undefined && last?.currency !== undefined && currency !== last.currency;

/** An amount that stands alone below its label, which may have its currency. */
function below(row: ReadText, weight: number, label: string, context: MoneyContext): PrintedSum[] {
  const code = context.signs && onlyIn(label, context.signs);
  const own = { ...context, currency: code ?? context.currency };
  const [amount, ...others] = sumsIn(row.text, own);
  const isAlone = others.length === 0 && (row.text.match(/\p{L}/gu)?.length ?? 0) <= 3;
  if (!amount || !isAlone) return [];
  return [sumOf("total", { ...(code && { currency: code }), ...amount }, weight, row, label)];
}

/** A garage's service and a hotel's room service are goods; a share of the bill is a tip. */
const SERVICE = /(?<!\p{L})(?:service|bedienung)(?!\p{L})/iu;

/** The amount in a row that holds its share of another, such as a tax with its rate and its base: `A 19% 8,40 1,60 10,00`. */
function shareIn(line: string, kind: LabelKind, context: MoneyContext, source: ReadText): PrintedSum[] {
  const amounts = sumsIn(line, context);
  const rate = Number(/(\d{1,2}(?:[.,]\d{1,3})?)\s?%/.exec(line)?.[1]?.replace(",", "."));
  const isShareOf = (part: number, base: number) => Math.abs(part - (base * rate) / 100) <= 1;
  const share =
    amounts.find(({ minor }) => amounts.some((base) => base.minor > minor && isShareOf(minor, base.minor))) ??
    (amounts.length === 1 && kind !== "subtotal" ? amounts[0] : undefined);
  return share ? [sumOf(kind === "tip" || kind === "discount" ? kind : "tax", share, 50, source)] : [];
}
