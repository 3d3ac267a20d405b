import "../../i18n/en/more";
import { type SimpleField, simpleFields } from "../../../domain/expenses/simpleFields";
import { t } from "../../i18n";
import { fullDay } from "./format";
import { plain } from "./typedNumbers";

const types: Readonly<Record<string, SimpleField | undefined>> = simpleFields;

/**
 * The value of a field in words.
 * @param key Its key; a field that is not simple has its value as text.
 */
export function valueInWords(key: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return t(value ? "more.yes" : "more.no");
  if (typeof value === "number") return plain().format(value);
  return types[key]?.type === "day" ? fullDay(value) : value;
}
