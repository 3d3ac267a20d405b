import { computed } from "@preact/signals";
import { categoryKey } from "../../../domain/expenses/category";
import { isKey, t } from "../../i18n";
import { settings } from "../ledger/shownSettings";
import { hueOf } from "./colour";
import { type DefaultSign, isMoreSign, type Sign } from "./signs";

/** Appearance of a category. */
export interface CategoryLook {
  /** Hue in degrees; lightness and chroma are the theme's. */
  hue: number;
  icon?: Sign | undefined;
  /** An emoji or a few letters if there is no icon; without either, the first letter of the name is used. */
  sign?: string | undefined;
}

/** The default categories, by the name under which they are stored. */
export const DEFAULTS: Readonly<Record<string, { hue: number; sign: DefaultSign }>> = {
  Groceries: { hue: 145, sign: "cart" },
  "Eating out": { hue: 45, sign: "food" },
  Transport: { hue: 250, sign: "bus" },
  Home: { hue: 75, sign: "house" },
  Bills: { hue: 220, sign: "receipt" },
  Health: { hue: 15, sign: "heart" },
  Shopping: { hue: 345, sign: "bag" },
  Leisure: { hue: 300, sign: "ticket" },
  Travel: { hue: 195, sign: "plane" },
  Education: { hue: 275, sign: "book" },
  Gifts: { hue: 320, sign: "gift" },
  Other: { hue: 110, sign: "circle" },
};

export const defaultCategories: readonly string[] = Object.keys(DEFAULTS);

export const SIGNS: readonly DefaultSign[] = Object.values(DEFAULTS).map(({ sign }) => sign);

/** Returns true if a sign is a built-in one. */
export const isSign = (sign: string): sign is Sign =>
  isMoreSign(sign) || (SIGNS as readonly string[]).includes(sign);

const standard = new Map(
  Object.entries(DEFAULTS).map(([name, look]) => [categoryKey(name), { name, ...look }]),
);

const own = computed(
  () =>
    new Map(
      settings.value.categories?.map(({ name, colour, sign, group }) => [
        categoryKey(name),
        { name, hue: hueOf(colour), sign, group },
      ]),
    ),
);

/** Color and sign of any category; an unknown one always gets the same color. */
export function lookOf(category: string): CategoryLook {
  const key = categoryKey(category);
  const known = own.value.get(key) ?? standard.get(key);
  if (known) {
    const { hue, sign } = known;
    return { hue, sign, icon: isSign(sign) ? sign : undefined };
  }
  let hash = 0;
  for (const character of key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return { hue: hash };
}

/** The group of the ledger that a category belongs to, if any. */
export const groupOf = (category: string) => own.value.get(categoryKey(category))?.group;

/** The name of a category in the user's language; their own are named as they named them, however an expense writes it. */
export function categoryName(category: string): string {
  const known = categoryKey(category);
  const name = own.value.get(known)?.name ?? standard.get(known)?.name ?? category;
  const key = `category.${name}` as const;
  return isKey(key) ? t(key) : name;
}
