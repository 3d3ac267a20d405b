import { asciiDigits } from "../values/digits";
import { MAIL_LANGUAGES } from "../values/mailLanguage";
import { getOrAdd } from "../values/maps";
import { fold, isBlank } from "../values/text";
import { categoryKey } from "./category";
import { DEFAULT_KIND } from "./kinds";
import { categoriesIn, type Part } from "./parts";

// The search predicate, which the API applies to stored expenses and the page to loaded ones.

/** The names of an expense for each filter that takes names. A filter matches any of several. */
const NAMED = {
  category: categoriesIn,
  tag: ({ tags = [] }) => tags,
  merchant: ({ merchant = "" }) => [merchant],
  /** Its merchant, or its description if it has none. */
  name: ({ merchant, description }) => [merchant ?? description],
  /** ID of the user who logged it; a user who was readmitted has several. */
  createdBy: ({ createdBy = "" }) => [createdBy],
  kind: ({ kind = DEFAULT_KIND }) => [kind],
  currency: ({ currency }) => [currency],
  amount: ({ amount }) => [amount],
} satisfies Record<string, (expense: Searchable) => readonly string[]>;

type NamedFilter = keyof typeof NAMED;
export const NAMED_FILTERS = Object.keys(NAMED) as NamedFilter[];

/** The filters besides the search text. */
export const FILTERS = [...NAMED_FILTERS, "from", "to"] as const;

/** Filter of a list of expenses. An absent or empty value does not filter. */
export interface ExpenseFilter extends Partial<Record<NamedFilter, string | readonly string[] | undefined>> {
  /** First day. */
  from?: string | undefined;
  /** Last day. */
  to?: string | undefined;
  /** Words to search for. */
  q?: string | undefined;
  /**
   * The names under which the searcher knows categories, as {@link writeNames} writes them: a search matches these,
   * too.
   */
  categoryNames?: string | undefined;
}

/** Writes names of categories for a query: `Groceries=Lebensmittel;Home=Wohnen`. */
export const writeNames = (names: readonly (readonly [category: string, name: string])[]) =>
  names.map((pair) => pair.join("=")).join(";");

function readNames(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(";").map((pair) => pair.split("="));
  return new Map(pairs.map(([category = "", name = ""]) => [categoryKey(category), name]));
}

/** Fields of an expense that a search matches. */
interface Searchable {
  description: string;
  category: string;
  merchant?: string | undefined;
  notes?: string | undefined;
  /** Decimal with all of its currency's decimals. */
  amount: string;
  tags?: readonly string[] | undefined;
  parts?: readonly Part<unknown>[] | undefined;
  createdBy?: string | undefined;
  /** Absent on an expense, as opposed to a refund or income. */
  kind?: string | undefined;
  currency: string;
  date: string;
}

/** Returns true if a filter leaves anything out. */
export const isSelective = (filter: ExpenseFilter) =>
  Boolean(filter.q) || FILTERS.some((name) => filter[name]?.length);

/**
 * Creates the predicate of a filter. A category is that of the expense or of one of its parts; names match regardless
 * of case and accents. A search matches what people remember and see of an expense: words of its description, its
 * categories, its merchant, its notes, those of its parts and its tags, and its amount as any locale writes it, in any
 * order, regardless of case, accents and Unicode form.
 */
export function matching(filter: ExpenseFilter): (expense: Searchable) => boolean {
  const { q = "", categoryNames = "", from, to } = filter;
  const words = wordsOf(q);
  const isOfAmount = words.some(({ amounts }) => amounts.length > 0);
  const names = readNames(categoryNames);
  const keyOf = memoised(fold);
  const wanted = NAMED_FILTERS.map(
    (name) => [NAMED[name], [filter[name] ?? []].flat().filter(Boolean).map(fold)] as const,
  );
  const saidOf = memoised((name) => fold(`${name} ${names.get(categoryKey(name)) ?? ""}`));
  const says = (expense: Searchable) => {
    const shown = isOfAmount ? currencyWords(expense.currency) : "";
    const said = [fold(textsOf(expense).join(" ")), shown, ...categoriesIn(expense).map(saidOf)].join(" ");
    return words.every(
      ({ text, amounts }) => said.includes(text) || amounts.some((amount) => expense.amount.includes(amount)),
    );
  };
  return (expense) =>
    (!from || from <= expense.date) &&
    (!to || expense.date <= to) &&
    wanted.every(
      ([namesOf, keys]) => keys.length === 0 || namesOf(expense).some((name) => keys.includes(keyOf(name))),
    ) &&
    (words.length === 0 || says(expense));
}

/** Each by its name, and not by the table of texts, which no first screen needs besides. */
const textsOf = ({ description, merchant = "", notes = "", tags = [], parts = [] }: Searchable) => [
  description,
  merchant,
  notes,
  ...tags,
  ...parts.map(({ note = "" }) => note),
];

/** A word of a search. */
interface Word {
  text: string;
  /** The parts of plain decimals that it can mean. */
  amounts: readonly string[];
}

function wordsOf(q: string): Word[] {
  if (isBlank(q)) return [];
  const words = fold(q)
    .replace(/\p{Sc}(?=\p{Nd})/gu, "$& ")
    .split(" ")
    .map((text) => ({ text, amounts: amountsOf(text) }));
  // A sign beside an amount, as in "72,75 €", adds nothing to the amount.
  const telling = words.filter(({ text }) => /[^\p{Sc}+−-]/u.test(text));
  return telling.length > 0 ? telling : words;
}

/**
 * Returns the parts of plain decimals that a word can mean: "72,7" is in 72.75, and both "1.234,50" and "1.234" are in
 * 1234.50.
 */
function amountsOf(word: string): string[] {
  const number = asciiDigits(word).replace(/[\p{Sc}+−-]/gu, "");
  if (!/^[\d.,'’٫٬]+$/.test(number)) return [];
  const decimal = number.replace(/\D(?=.*\D)/g, "").replace(/\D/, ".");
  return /^\d{1,3}(\D\d{3})+$/.test(number) ? [decimal, number.replace(/\D/g, "")] : [decimal];
}

/**
 * The words beside an amount in any language and display of the page, so that an amount is found as it is shown. The API
 * does not know which of them the reader has.
 */
const currencyWords = memoised((currency) =>
  fold(
    MAIL_LANGUAGES.flatMap((locale) =>
      (["code", "symbol", "narrowSymbol", "name"] as const).flatMap((currencyDisplay) => {
        const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
        // One number of each plural of these languages, and one below 0.
        return [-1, 0, 2, 3, 11, 100].map((number) => format.format(number).replace(/\p{Nd}/gu, ""));
      }),
    ).join(" "),
  ),
);

/** Caches a computation on names, of which a ledger has few and each has many expenses. */
function memoised<Result>(of: (name: string) => Result): (name: string) => Result {
  const results = new Map<string, Result>();
  return (name) => getOrAdd(results, name, () => of(name));
}
