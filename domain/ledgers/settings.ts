import * as z from "zod";
import { categoryKey } from "../expenses/category";
import { simpleFields } from "../expenses/simpleFields";
import { labelOf } from "../expenses/simpleSchemas";
import { refuses } from "../http/refuses";
import { currencyCode, decimal, decimalIn, languageTag, line } from "../http/schemas";
import { isDay, isTimeZone } from "../values/day";
import {
  MAX_CATEGORIES,
  MAX_CATEGORY_GROUPS,
  MAX_INSIGHT_KEY_LENGTH,
  MAX_MODEL_ID_LENGTH,
  MAX_MONTH_START,
  MAX_ONE_OFFS,
  MAX_QUIET_INSIGHTS,
  MAX_SIGN_LENGTH,
} from "../values/limits";
import { isWithin } from "../values/text";

const COLOUR = refuses("colour.invalid");
const TIMEZONE = refuses("timezone.invalid");
const QUIET = refuses("quietInsights.invalid");
/** Users' IDs, which their own ledgers have, are longer than the others. */
const MAX_LEDGER_ID_LENGTH = 64;
const ONE_OFFS = refuses("oneOffs.invalid", { max: MAX_ONE_OFFS });
const LETTER = refuses("monthlyLetter.invalid");
const MONTH_START = refuses("monthStart.invalid", { max: MAX_MONTH_START });

/** A color of a category or of a ledger. */
export const colour = z
  .string({ error: COLOUR })
  .regex(/^#[0-9a-f]{6}$/, COLOUR)
  .describe("#rrggbb");

const group = line("The group", simpleFields.category.max);

const category = z.strictObject(
  {
    name: line(labelOf("category"), simpleFields.category.max),
    colour,
    sign: line("The sign", MAX_SIGN_LENGTH).describe("An emoji, or the name of a built-in sign."),
    group: group.optional().describe("One of the `categoryGroups`."),
  },
  { error: refuses("category.invalid") },
);

const categoryGroups = z
  .array(group, { error: refuses("categoryGroups.invalid") })
  .max(MAX_CATEGORY_GROUPS, refuses("categoryGroups.tooMany", { max: MAX_CATEGORY_GROUPS }))
  .refine(areDistinct, refuses("categoryGroups.duplicate"))
  .describe("Names of groups of categories, in their order. A group may be empty.");

/** Refuses a category in an unknown group, as a check of an object with both. */
function inGroups(
  {
    categories = [],
    categoryGroups = [],
  }: { categories?: z.infer<typeof category>[]; categoryGroups?: string[] },
  { addIssue }: z.RefinementCtx,
): void {
  for (const [index, { group }] of categories.entries()) {
    if (group === undefined || categoryGroups.includes(group)) continue;
    const path = ["categories", index, "group"];
    addIssue({ code: "custom", message: refuses("categoryGroup.unknown"), path });
  }
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names.map(categoryKey)).size === names.length;
}

const alertThreshold = z
  .strictObject(
    {
      amount: decimal.describe("Decimal."),
      currency: currencyCode,
    },
    { error: refuses("alertThreshold.invalid") },
  )
  .superRefine(decimalIn)
  .describe(
    "An expense above it raises an alert. It names its currency, so that it keeps its meaning if the ledger's currency changes.",
  );

/** Its length is counted as that of the name in it is. */
const oneOff = z
  .string({ error: ONE_OFFS })
  .min(1, ONE_OFFS)
  .refine((key) => isWithin(key, MAX_INSIGHT_KEY_LENGTH), ONE_OFFS);

/** Settings of a ledger, which its owners change. The deployment provides the default of an absent property. */
export const ledgerSettings = z
  .strictObject({
    currency: currencyCode.optional(),
    timezone: z.string({ error: TIMEZONE }).refine(isTimeZone, TIMEZONE).optional(),
    monthStartsOn: z
      .int(MONTH_START)
      .min(1, MONTH_START)
      .max(MAX_MONTH_START, MONTH_START)
      .optional()
      .describe("Day on which a budget month starts. Lists, summaries and reports have calendar months."),
    alertThreshold: alertThreshold.optional(),
    categories: z
      .array(category, { error: refuses("categories.invalid") })
      .max(MAX_CATEGORIES, refuses("categories.tooMany", { max: MAX_CATEGORIES }))
      .refine(
        (categories) => areDistinct(categories.map(({ name }) => name)),
        refuses("categories.duplicate"),
      )
      .optional(),
    categoryGroups: categoryGroups.optional(),
    oneOffs: z
      .array(oneOff, { error: ONE_OFFS })
      .max(MAX_ONE_OFFS, ONE_OFFS)
      .optional()
      .describe(
        "Unusual expenses that insights and forecasts do not expect again: the key of the finding, with a space and the currency before the last colon. Without these it is of all currencies.",
      ),
  })
  .superRefine(inGroups)
  .meta({ id: "LedgerSettings" });
export type LedgerSettings = z.infer<typeof ledgerSettings>;

/** Findings that a user has dismissed. */
const quietInsights = z
  .array(
    z.strictObject(
      {
        key: line("The key", MAX_INSIGHT_KEY_LENGTH).describe("The key of a finding."),
        until: z
          .string({ error: QUIET })
          .refine(isDay, QUIET)
          .optional()
          .describe("Not before this day. Default: never again."),
        ledgerId: z
          .string({ error: QUIET })
          .min(1, QUIET)
          .max(MAX_LEDGER_ID_LENGTH, QUIET)
          .optional()
          .describe("The ledger in which it is dismissed. Default: all."),
        currency: currencyCode.optional().describe("The currency in which it is dismissed. Default: all."),
      },
      { error: QUIET },
    ),
    { error: QUIET },
  )
  .max(MAX_QUIET_INSIGHTS, refuses("quietInsights.tooMany", { max: MAX_QUIET_INSIGHTS }));

const monthlyLetter = z
  .strictObject(
    { ledgerId: z.string({ error: LETTER }).min(1, LETTER).max(MAX_LEDGER_ID_LENGTH, LETTER) },
    { error: LETTER },
  )
  .describe(
    "The ledger whose letter is emailed to the user each month, while their emails are on. Default: none.",
  );

/** Settings of a user, which follow them to every ledger and device. */
export const userSettings = z
  .strictObject({
    theme: z.enum(["system", "light", "dark"], { error: refuses("theme.invalid") }).optional(),
    language: languageTag.optional(),
    quietInsights: quietInsights.optional(),
    monthlyLetter: monthlyLetter.optional(),
    phrasedLetters: z
      .boolean({ error: refuses("flag.invalid", { name: "phrasedLetters" }) })
      .optional()
      .describe(
        "True if the model of `phrasedBy` may phrase the letter, if the deployment has it. It receives the letter's facts.",
      ),
    phrasedBy: line("The model", MAX_MODEL_ID_LENGTH)
      .optional()
      .describe(
        "ID of the model that the user agreed to. Without it, or with another one, no model phrases the letter.",
      ),
  })
  .meta({ id: "UserSettings" });
export type UserSettings = z.infer<typeof userSettings>;

/** Both in one, as in the previous release. */
export const settings = z
  .strictObject({ ...ledgerSettings.shape, ...userSettings.shape })
  .superRefine(inGroups)
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;
