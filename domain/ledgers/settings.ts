import * as z from "zod";
import { categoryKey } from "../expenses/category";
import { currencyCode, line } from "../http/schemas";
import { isTimeZone } from "../values/day";
import { MAX_CATEGORIES, MAX_CATEGORY_LENGTH, MAX_SIGN_LENGTH } from "../values/limits";

const COLOUR = "The colour must be #rrggbb in small letters.";
const TIMEZONE = "The time zone must be of the IANA database, for example Europe/Berlin.";
const LANGUAGE = "The language must be a BCP 47 tag, for example de.";

const category = z.strictObject(
  {
    name: line("The category", MAX_CATEGORY_LENGTH),
    colour: z
      .string({ error: COLOUR })
      .regex(/^#[0-9a-f]{6}$/, COLOUR)
      .describe("#rrggbb"),
    sign: line("The sign", MAX_SIGN_LENGTH).describe("An emoji, or the name of a built-in sign."),
  },
  { error: "A category must be an object." },
);

/** Settings of a user for their own ledger. The deployment provides the default of an absent property. */
export const settings = z
  .strictObject({
    currency: currencyCode.optional(),
    timezone: z.string({ error: TIMEZONE }).refine(isTimeZone, TIMEZONE).optional(),
    theme: z
      .enum(["system", "light", "dark"], { error: "The theme must be system, light or dark." })
      .optional(),
    language: z
      .string({ error: LANGUAGE })
      .max(35, LANGUAGE)
      .regex(/^[A-Za-z0-9-]+$/, LANGUAGE)
      .optional(),
    categories: z
      .array(category, { error: "The categories must be a list." })
      .max(MAX_CATEGORIES, `Keep at most ${MAX_CATEGORIES} categories.`)
      .refine(
        (categories) => new Set(categories.map(({ name }) => categoryKey(name))).size === categories.length,
        "Each category must have a name of its own.",
      )
      .optional(),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;
