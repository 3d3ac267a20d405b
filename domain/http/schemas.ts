import * as z from "zod";
import { isCurrency } from "../values/currency";
import { FIRST_DAY, isDay, isMonth } from "../values/day";
import { MAX_AMOUNT_LENGTH } from "../values/limits";
import { AmountError, MAX_AMOUNT, parseAmount } from "../values/money";
import {
  BYTES_PER_CHARACTER_OF_LINES,
  breaksLine,
  breaksLines,
  isBlank,
  isWithin,
  maxBytes,
  normalize,
  normalizeLines,
} from "../values/text";
import { refuses } from "./refuses";

// Schemas that several requests share.

/** A time in answers. */
export const utcTime = z.string().describe("UTC, ISO 8601 with milliseconds.");

/**
 * One line of text: composed (NFC), trimmed, not blank, well-formed Unicode, without control characters. JSON Schema
 * counts code points, so the document states the length in words.
 */
export function line(label: string, max: number, bytes = maxBytes(max)) {
  return text(label, { max, bytes, form: normalize, isBroken: breaksLine }).describe(
    `One line of at most ${max} characters as people count them.`,
  );
}

/** A text of one or several lines that end with LF; otherwise like {@link line}. */
export function lines(label: string, max: number) {
  return text(label, {
    max,
    bytes: max * BYTES_PER_CHARACTER_OF_LINES,
    form: normalizeLines,
    isBroken: breaksLines,
  }).describe(`Lines of at most ${max} characters together, as people count them.`);
}

interface Form {
  max: number;
  bytes: number;
  form(text: string): string;
  isBroken(text: string): boolean;
}

function text(label: string, { max, bytes, form, isBroken }: Form) {
  return z
    .string({ error: refuses("text.invalid", { label }) })
    .overwrite(form)
    .refine((value) => !isBlank(value), refuses("text.empty", { label }))
    .refine((value) => isWithin(value, max, bytes), refuses("text.tooLong", { label, max }))
    .refine((value) => value.isWellFormed(), refuses("text.notUnicode", { label }))
    .refine((value) => !isBroken(value), refuses("text.controlCharacters", { label }));
}

// The year is a string, because numbers are formatted with separators.
const NO_DAY = refuses("date.invalid", { year: FIRST_DAY.slice(0, 4) });

/** A calendar day. */
export const day = z.string({ error: NO_DAY }).refine(isDay, NO_DAY);

const NO_LANGUAGE = refuses("language.invalid");

/** A language, by a BCP 47 tag such as `de-AT`. */
export const languageTag = z
  .string({ error: NO_LANGUAGE })
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, NO_LANGUAGE);

const NO_AMOUNT = refuses("amount.invalid");

/** A plain decimal. {@link decimalIn} refuses decimals that the currency does not allow. */
export const decimal = z.string({ error: NO_AMOUNT }).max(MAX_AMOUNT_LENGTH, NO_AMOUNT);

/** An amount of money. It is checked against its currency once that is known. */
export const amount = z
  .union([z.number(), z.string().max(MAX_AMOUNT_LENGTH, NO_AMOUNT)], { error: NO_AMOUNT })
  .describe(
    `Above 0, at most ${MAX_AMOUNT}, no more decimals than the currency has. A text may name the currency by its code or ` +
      'sign, as in "12.50 EUR", and be a sum, as in "12 + 3 * 4.50".',
  );

const NO_CURRENCY = refuses("currency.invalid");

/** A currency that money can be recorded in. */
export const currencyCode = z
  .string({ error: NO_CURRENCY })
  .refine(isCurrency, NO_CURRENCY)
  .describe("ISO 4217 code.");

/** An amount beside its currency. */
interface DecimalAmount {
  amount: string;
  currency: string;
}

/** Refuses an `amount` that is not a plain decimal of the `currency` beside it, as a check of an object with both. */
export const decimalIn = (value: DecimalAmount, context: z.RefinementCtx): void =>
  decimalUpTo(MAX_AMOUNT)(value, context);

/** As {@link decimalIn}, with another largest amount, in major units. */
export const decimalUpTo =
  (max: string) =>
  ({ amount, currency }: DecimalAmount, { addIssue }: z.RefinementCtx): void => {
    if (!isCurrency(currency)) return; // Refused by its own schema.
    try {
      parseAmount(amount, currency, max);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      addIssue({ code: "custom", message: refuses(error.code, error.values), path: ["amount"] });
    }
  };

/** A month. */
export const month = z.string().refine(isMonth, refuses("month.invalid")).describe("YYYY-MM.");

/** The number of elements on a page. */
export const limitOf = (max: number, preset: number) =>
  countOf(max, preset, refuses("limit.invalid", { max }));

/**
 * A whole number from 1 to `max` in a query.
 * @param invalid Refuses any other text.
 */
export function countOf(max: number, preset: number, invalid: string) {
  return z.preprocess(
    // Digits only: `Number` would accept 0x10, 1e2 and blanks too.
    (text) => (typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : text),
    z.int(invalid).min(1, invalid).max(max, invalid).default(preset),
  );
}

/**
 * A query parameter that can be repeated to match any of its values.
 * @param name Its name, for the refusal of too many.
 */
export function anyOf<One extends z.ZodType>(name: string, one: One, max: number) {
  return z
    .array(one)
    .max(max, refuses("parameter.tooMany", { name, max }))
    .optional()
    .describe(`Can be repeated, at most ${max} times, to match any of the values.`);
}

/** The cursor of a list. Texts longer than its cursors are refused unread. */
export function cursorOf(maxLength: number) {
  const invalid = refuses("cursor.invalid");
  return z.string().min(1, invalid).max(maxLength, invalid).optional();
}
