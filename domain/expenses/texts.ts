// The texts of an expense: the table of fields is derived from them, and so are the page's checks. No schemas here: they would end
// up in the page's bundle. A new text is an entry here, with its label in every language of the page (`more.<key>`). The backup keeps it
// in `others` until a migration in `schema.sql` gives it a column, which is named here as well.

/** A text of an expense. Its key is one English word, which is the header in the report and the subject of refusals, too. */
export interface ExpenseText {
  /** Characters as people count them; `values/text.ts` counts, and limits the bytes by them. */
  max: number;
  /** True if it may have several lines. Its bytes are limited to those of as many code points. */
  multiline?: true;
  /**
   * `required` in requests; `defaulted` if requests may omit it, although every expense has one; `optional` if empty
   * text means absent.
   */
  presence: "required" | "defaulted" | "optional";
  /** Column of the table `expenses` in MySQL. */
  column?: string;
}

export const texts = {
  description: { max: 500, presence: "required", column: "description" },
  category: { max: 40, presence: "defaulted", column: "category" },
  merchant: { max: 100, presence: "optional", column: "merchant" },
  // Fewer bytes per character than in a line: every change of an expense keeps them twice in its history.
  notes: { max: 2000, multiline: true, presence: "optional", column: "notes" },
} as const satisfies Record<string, ExpenseText>;

/** The key of a text that most expenses do without. */
export type OptionalText = {
  [Key in keyof typeof texts]: (typeof texts)[Key]["presence"] extends "optional" ? Key : never;
}[keyof typeof texts];

/** Every text with its key, in the order of the table. */
export const textList = Object.entries(texts).map(([key, text]) => ({
  key,
  ...text,
})) as readonly (ExpenseText & {
  key: keyof typeof texts;
})[];
