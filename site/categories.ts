import {
  BookOpen,
  Bus,
  CircleDashed,
  Gift,
  HeartPulse,
  House,
  type IconNode,
  Plane,
  Receipt,
  ShoppingBag,
  ShoppingCart,
  Ticket,
  Utensils,
} from "lucide";
import { t } from "./i18n";

/** How a category looks. */
export interface CategoryLook {
  /** Hue in degrees; lightness and chroma are the theme's. */
  hue: number;
  /** Absent for a category of the user's own: its first letter stands in. */
  icon?: IconNode;
}

/** The categories that everybody has, by the name under which they are stored. */
const DEFAULTS: Readonly<Record<string, CategoryLook>> = {
  Groceries: { hue: 145, icon: ShoppingCart },
  "Eating out": { hue: 45, icon: Utensils },
  Transport: { hue: 250, icon: Bus },
  Home: { hue: 75, icon: House },
  Bills: { hue: 220, icon: Receipt },
  Health: { hue: 15, icon: HeartPulse },
  Shopping: { hue: 345, icon: ShoppingBag },
  Leisure: { hue: 300, icon: Ticket },
  Travel: { hue: 195, icon: Plane },
  Education: { hue: 275, icon: BookOpen },
  Gifts: { hue: 320, icon: Gift },
  Other: { hue: 110, icon: CircleDashed },
};

/** The category of an expense that names none, as in the API. */
export const DEFAULT_CATEGORY = "Other";

export const defaultCategories: readonly string[] = Object.keys(DEFAULTS);

/** Colour and sign of any category; one that is not known always gets the same colour. */
export function lookOf(category: string): CategoryLook {
  if (Object.hasOwn(DEFAULTS, category)) return DEFAULTS[category] as CategoryLook;
  let hash = 0;
  for (const character of category) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return { hue: hash };
}

/** The name of a category in the user's language; their own are named as they named them. */
export function categoryName(category: string): string {
  const names = t().categories;
  return Object.hasOwn(names, category) ? names[category as keyof typeof names] : category;
}
