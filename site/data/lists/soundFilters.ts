import { maxFilterNames, USER_ID } from "../../../domain/expenses/filterLimits";
import { KINDS } from "../../../domain/expenses/kinds";
import { FILTERS, NAMED_FILTERS } from "../../../domain/expenses/search";
import { simpleFields } from "../../../domain/expenses/simpleFields";
import { isCurrency } from "../../../domain/values/currency";
import { isDay } from "../../../domain/values/day";
import { MAX_AMOUNT_LENGTH, MAX_TAG_LENGTH } from "../../../domain/values/limits";
import { isBlank, isWithin, normalize, oneLine } from "../../../domain/values/text";
import type { PageRoute } from "../../lib/page/pageRoute";
import { namesIn } from "./listFilter";

type Query = PageRoute["query"];

const within = (max: number) => (text: string) => isWithin(text, max);

const isLine = (text: string) => !isBlank(text) && oneLine(text) === normalize(text);

/** Returns true if the API takes a value of a filter. */
const SOUND: Readonly<Record<(typeof NAMED_FILTERS)[number], (text: string) => boolean>> = {
  category: within(simpleFields.category.max),
  tag: within(MAX_TAG_LENGTH),
  merchant: within(simpleFields.merchant.max),
  name: within(simpleFields.description.max),
  createdBy: (text) => USER_ID.test(text),
  kind: (text) => (KINDS as readonly string[]).includes(text),
  currency: isCurrency,
  amount: within(MAX_AMOUNT_LENGTH),
};

/**
 * The query of an address without the filters that no expense can match and the API refuses: anybody can type an
 * address. The same query if there are none.
 */
export function soundQuery(query: Query): Query {
  const sound: Record<string, string | undefined> = { ...query };
  for (const name of NAMED_FILTERS) {
    const names = namesIn(query[name] ?? "").filter((text) => isLine(text) && SOUND[name](text));
    sound[name] = names.slice(0, maxFilterNames(name)).join("\n");
  }
  for (const name of ["from", "to"] as const) if (!isDay(query[name] ?? "")) delete sound[name];
  if (sound.from && sound.to && sound.from > sound.to) delete sound.to;
  const isSound = FILTERS.every((name) => (sound[name] ?? "") === (query[name] ?? ""));
  return isSound ? query : sound;
}
