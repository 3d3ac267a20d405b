import * as z from "zod";
import { categoryKey } from "../expenses/category";
import { labelOf } from "../expenses/textFields";
import { texts } from "../expenses/texts";
import { refuses } from "../http/refuses";
import { currencyCode, line } from "../http/schemas";
import { isTimeZone } from "../values/day";
import { MAX_CATEGORIES, MAX_SIGN_LENGTH } from "../values/limits";

const COLOUR = refuses("colour.invalid");
const TIMEZONE = refuses("timezone.invalid");
const LANGUAGE = refuses("language.invalid");

/** A colour of a category or of a ledger. */
export const colour = z
  .string({ error: COLOUR })
  .regex(/^#[0-9a-f]{6}$/, COLOUR)
  .describe("#rrggbb");

const category = z.strictObject(
  {
    name: line(labelOf("category"), texts.category.max),
    colour,
    sign: line("The sign", MAX_SIGN_LENGTH).describe("An emoji, or the name of a built-in sign."),
  },
  { error: refuses("category.invalid") },
);

/** Settings of a user for their own ledger. The deployment provides the default of an absent property. */
export const settings = z
  .strictObject({
    currency: currencyCode.optional(),
    timezone: z.string({ error: TIMEZONE }).refine(isTimeZone, TIMEZONE).optional(),
    theme: z.enum(["system", "light", "dark"], { error: refuses("theme.invalid") }).optional(),
    language: z
      .string({ error: LANGUAGE })
      .max(35, LANGUAGE)
      .regex(/^[A-Za-z0-9-]+$/, LANGUAGE)
      .optional(),
    categories: z
      .array(category, { error: refuses("categories.invalid") })
      .max(MAX_CATEGORIES, refuses("categories.tooMany", { max: MAX_CATEGORIES }))
      .refine(
        (categories) => new Set(categories.map(({ name }) => categoryKey(name))).size === categories.length,
        refuses("categories.duplicate"),
      )
      .optional(),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;
