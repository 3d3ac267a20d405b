import { oneLine } from "../values/text";
import { labelIn } from "./labels";
import type { Candidate } from "./model";
import { daysIn } from "./printedDays";
import type { ReadField, ReadText } from "./readText";
import { isRefundHeading } from "./refundHeading";

/** Maximum number of rows in a receipt's head. */
const HEAD_ROWS = 12;

const GREETING =
  /^(\W*)(welcome|receipt|invoice|sales? receipt|cash receipt|rechnung|quittung|kassenbon|beleg|kundenbeleg|bon|thank|vielen dank|danke|herzlich|willkommen|customer copy|copy|merchant copy|tax invoice|duplicate|kopie|your|ihre?|date|datum|إيصال|فاتورة|شكرا|أهلا)(?!\p{L})/iu;

const ADDRESS =
  /\b(street|st\.|avenue|ave\b|road|rd\.?\b|lane|blvd|drive|suite|square|platz|allee|weg\b|gasse|ufer|plz|p\.?o\.? box|شارع)|(stra(ß|ss|8)e|str\.)|\b[A-Z]{2} \d{5}\b|\b\d{5} \p{L}/iu;

const CONTACT =
  /\b(tel|phone|fax|fon|telefon|email|e-mail|www|http|ust|vat|tax id|steuer|uid|gst|iban|bic|هاتف)\b|@|\.(com|de|net|org)\b/i;

/** Confidence below which recognized letters may not be letters. */
const LEGIBLE = 50;

const LEGAL_FORM = /\b(gmbh|ag|kg|ohg|ug|e\.?k|inc|llc|ltd|plc|corp|co\. ?kg|gbr)\b\.?/i;

interface Found extends Candidate<string> {
  score: number;
}

/** Returns the merchant: the fields that Textract recognized as such, then the rows of the head. */
export function receiptMerchants(
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  context: { locale: string; today: string },
): Candidate<string>[] {
  const receivers = new Set(
    fields.filter(({ type }) => type.startsWith("RECEIVER")).map(({ text }) => nameIn(text)),
  );
  const found: Found[] = [];
  for (const field of fields) {
    const value = nameIn(field.text);
    const score = scoreOfField(field);
    const confidence = field.type === "VENDOR_URL" ? Math.min(field.confidence, score) : field.confidence;
    if (score > 0 && value !== "" && !receivers.has(value))
      found.push({ ...candidateOf(field, value, confidence), score });
  }
  const end = rows.findIndex((row, index) => index >= HEAD_ROWS || row.page > 1);
  const head = rows.slice(0, end === -1 ? HEAD_ROWS : end);
  const heights = head.map(({ box }) => box?.height ?? 0).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 0;
  for (const [index, row] of head.entries()) {
    const value = nameIn(row.text);
    const score = scoreOfRow(row, value, index, usual, context);
    if (score > 0) found.push({ ...candidateOf(row, value, Math.min(row.confidence, score)), score });
  }
  const best = new Map<string, Found>();
  for (const one of found) {
    const key = one.value.toLowerCase();
    const known = best.get(key);
    if (!known || known.score < one.score) best.set(key, { ...one, score: one.score + (known ? 5 : 0) });
    else known.score += 5;
  }
  return [...best.values()].sort((a, b) => b.score - a.score).map(({ score: _, ...candidate }) => candidate);
}

/** The first line of a text that holds a name. */
function nameIn(text: string): string {
  const line = text.split("\n").find((part) => (part.match(/\p{L}/gu)?.length ?? 0) > 1) ?? "";
  return oneLine(
    line.replace(/^https?:\s?\/\//i, "").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.!)]+$/gu, ""),
  ).slice(0, 100);
}

function scoreOfField({ type, confidence, text }: ReadField): number {
  if (type === "VENDOR_NAME") return 40 + confidence / 2;
  if (type === "NAME") return 30 + confidence / 3;
  return type === "VENDOR_URL" && /\p{L}/u.test(text) ? 10 + confidence / 10 : 0;
}

function scoreOfRow(
  { text, confidence, box, page }: ReadText,
  name: string,
  index: number,
  usual: number,
  context: { locale: string; today: string },
): number {
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  const others = name.replace(/[\p{L}\s&'.-]/gu, "").length;
  if (page !== 1 || letters < 3 || others > letters / 2) return 0;
  if (daysIn(text, context).length > 0 || /\d[.,]\d\d\b/.test(text)) return 0;
  if (GREETING.test(name) || isRefundHeading(name) || labelIn(name)?.kind === "total") return 0;
  let score = 62 - 5 * index;
  // The edge of a table looks like letters.
  if (confidence < LEGIBLE) score -= 30;
  if (ADDRESS.test(text)) score -= 40;
  if (CONTACT.test(text)) score -= 40;
  if (LEGAL_FORM.test(name)) score += 12;
  if (box && usual > 0) score += Math.max(-10, Math.min(25, 30 * (box.height / usual - 1)));
  return score;
}

function candidateOf({ text, page, box }: ReadText, value: string, confidence: number): Candidate<string> {
  return { value, confidence: Math.round(confidence), text, page, ...(box && { box }) };
}
