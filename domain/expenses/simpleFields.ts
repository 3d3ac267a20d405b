// The fields of an expense that hold a single value: the table of fields is derived from them, and so are the columns of reports and the
// page's inputs, checks and details. No schemas here: they would end up in the page's bundle. A new field is an entry here, with its
// label in every language of the page (`more.<key>`). The backup keeps it in `others` until a migration in `schema.sql` gives it a
// column, which is named here as well.

interface Stored {
  /** Column of the table `expenses` in MySQL. */
  column?: string;
}

/** A text of one line, or of several. */
export interface TextField extends Stored {
  type: "line" | "lines";
  /**
   * Characters as people count them; `values/text.ts` counts, and limits the bytes by them: those of several lines to
   * the bytes of as many code points.
   */
  max: number;
  /**
   * `required` in requests; `defaulted` if requests may omit it, although every expense has one. Otherwise it is
   * optional, and empty text means absent.
   */
  presence?: "required" | "defaulted";
}

/** A whole number. It is optional. */
interface NumberField extends Stored {
  type: "number";
  min: number;
  max: number;
}

/** A calendar day. It is optional. */
interface DayField extends Stored {
  type: "day";
}

/** True or absent. */
interface BooleanField extends Stored {
  type: "boolean";
}

/** A field of a single value. Its key is one English word, which is the header in the report, too. */
export type SimpleField = TextField | NumberField | DayField | BooleanField;

export const simpleFields = {
  description: { type: "line", max: 500, presence: "required", column: "description" },
  category: { type: "line", max: 40, presence: "defaulted", column: "category" },
  merchant: { type: "line", max: 100, column: "merchant" },
  // Fewer bytes per character than in a line: every change of an expense keeps them twice in its history.
  notes: { type: "lines", max: 2000, column: "notes" },
} as const satisfies Record<string, SimpleField>;

type Fields = typeof simpleFields;

/** The type of the value of a field. */
export type ValueOf<Field extends SimpleField> = Field extends NumberField
  ? number
  : Field extends BooleanField
    ? boolean
    : string;

/** The key of a field that most expenses do without. */
export type OptionalField = {
  [Key in keyof Fields]: Fields[Key] extends { presence: string } ? never : Key;
}[keyof Fields];

/** The values of the fields that most expenses do without. */
export type OptionalValues = { [Key in OptionalField]?: ValueOf<Fields[Key]> | undefined };

/** Every field with its key, in the order of the table. */
export const simpleFieldList = Object.entries(simpleFields).map(([key, field]) => ({
  key,
  ...field,
})) as readonly (SimpleField & { key: keyof Fields })[];
