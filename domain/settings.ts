import * as z from "zod";
import { isCurrency } from "./currency";
import { isTimeZone } from "./day";
import { line } from "./text";

/** How many categories of their own a user may keep. */
const MAX_CATEGORIES = 100;

const category = z.strictObject({
  name: line("The category", 40),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "The colour must be #rrggbb in small letters.")
    .describe("#rrggbb"),
  sign: line("The sign", 16).describe("An emoji, or the name of a built-in sign."),
});

/** What a user set for their own ledger; a property that is absent is as the deployment says. */
export const settings = z
  .strictObject({
    currency: z
      .string()
      .refine(isCurrency, "The currency must be an ISO 4217 code, for example EUR.")
      .optional(),
    timezone: z
      .string()
      .refine(isTimeZone, "The time zone must be of the IANA database, for example Europe/Berlin.")
      .optional(),
    theme: z
      .enum(["system", "light", "dark"], { error: "The theme must be system, light or dark." })
      .optional(),
    language: z
      .string()
      .max(35)
      .regex(/^[A-Za-z0-9-]+$/, "The language must be a BCP 47 tag, for example de.")
      .optional(),
    categories: z
      .array(category, { error: "The categories must be a list." })
      .max(MAX_CATEGORIES, `Keep at most ${MAX_CATEGORIES} categories.`)
      .refine(
        (categories) => new Set(categories.map(({ name }) => name.toLowerCase())).size === categories.length,
        "Each category must have a name of its own.",
      )
      .optional(),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;
