import { type OptionalField, type OptionalValues, type SimpleField, simpleFieldList } from "./simpleFields";

// The simple fields that most expenses do without, for forms and reports.

const optional = simpleFieldList.filter((field) => !("presence" in field)) as readonly (SimpleField & {
  key: OptionalField;
})[];

/** The fields of one line, in their order. */
export const optionalLines = optional.filter(({ type }) => type !== "lines");

/** The texts that may have several lines, in their order. */
export const optionalParagraphs = optional.filter(({ type }) => type === "lines");

/** All of these fields, as forms and reports order them. */
export const optionalFields = [...optionalLines, ...optionalParagraphs];

/** Picks the optional values that an expense has. */
export function optionalValuesOf(expense: OptionalValues): OptionalValues {
  const all = optionalFields.map(({ key }) => [key, expense[key]] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
