import { DEFAULT_CATEGORY, isSameCategory } from "../../domain/expenses/category";
import type { LedgerSettings } from "../../domain/ledgers/settings";
import { DEFAULTS } from "../lib/categoryLook";
import type { SettingsChange } from "./model";

/** A category of the ledger's own set. */
export type OwnCategory = NonNullable<LedgerSettings["categories"]>[number];

/** The colours to choose from, in the order of hues: those of the theme at the lightness of charts. */
export const palette = [
  { name: "red", hue: 15, colour: "#c8626d" },
  { name: "orange", hue: 45, colour: "#c56a3e" },
  { name: "amber", hue: 75, colour: "#b37903" },
  { name: "olive", hue: 110, colour: "#8b8c14" },
  { name: "green", hue: 145, colour: "#4e9a52" },
  { name: "teal", hue: 195, colour: "#009d9e" },
  { name: "cyan", hue: 220, colour: "#0097bc" },
  { name: "blue", hue: 250, colour: "#418ad1" },
  { name: "indigo", hue: 275, colour: "#707ed4" },
  { name: "violet", hue: 300, colour: "#9372c8" },
  { name: "purple", hue: 320, colour: "#a86ab6" },
  { name: "pink", hue: 345, colour: "#bc6398" },
] as const;

const colourOf = (hue: number) => palette.find((one) => one.hue === hue)?.colour ?? "#8b8c14";

/** The set that everybody starts with. */
const DEFAULT_SET: readonly OwnCategory[] = Object.entries(DEFAULTS).map(([name, { hue, sign }]) => ({
  name,
  colour: colourOf(hue),
  sign,
}));

/** The ledger's categories in their order: its own set, else the one that everybody has. */
export function categoriesOf({ categories }: LedgerSettings): readonly OwnCategory[] {
  return categories ?? DEFAULT_SET;
}

/** The default category cannot be renamed or removed, only recoloured and moved. */
export const isFixed = (name: string) => name === DEFAULT_CATEGORY;

/** Returns true if a category other than `except` has the name, whatever its case and accents. */
export function isTaken(settings: LedgerSettings, name: string, except?: string): boolean {
  return categoriesOf(settings).some((one) => one.name !== except && isSameCategory(one.name, name));
}

const change =
  (edit: (categories: readonly OwnCategory[]) => readonly OwnCategory[]): SettingsChange =>
  (settings) => ({ ...settings, categories: [...edit(categoriesOf(settings))] });

/** Puts a category in the place of the one that is named `before`, else at the end. */
export function putCategory(category: OwnCategory, before = category.name): SettingsChange {
  return change((categories) =>
    categories.some(({ name }) => isSameCategory(name, before))
      ? categories.map((one) => (isSameCategory(one.name, before) ? category : one))
      : [...categories, category],
  );
}

/** Takes a category out of the set; its expenses keep it. */
export function removeCategory(name: string): SettingsChange {
  return change((categories) => categories.filter((one) => one.name !== name));
}

/** Takes several categories out of the set; if there are none to take, the set stays the one that everybody has. */
export const withoutCategories = (names: readonly string[]): SettingsChange =>
  names.length === 0
    ? (settings) => settings
    : change((categories) => categories.filter(({ name }) => !names.includes(name)));

/** Moves a category to a place, counted from 0. */
export function placeCategory(name: string, place: number): SettingsChange {
  return change((categories) => {
    const moved = categories.filter((one) => one.name === name);
    return categories.filter((one) => one.name !== name).toSpliced(place, 0, ...moved);
  });
}

/** Goes back to the set that everybody has. */
export const dropOwnCategories: SettingsChange = ({ categories: _, ...others }) => others;
