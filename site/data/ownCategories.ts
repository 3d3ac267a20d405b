import { categoryKey, DEFAULT_CATEGORY } from "../../domain/expenses/category";
import type { Settings } from "../../domain/ledgers/settings";
import { DEFAULTS } from "../categories";
import type { SettingsChange } from "./settingsSync";

/** A category of the user's own set. */
export type OwnCategory = NonNullable<Settings["categories"]>[number];

/** The colours to choose from, by hue: those of the theme at the lightness of charts. */
export const COLOURS: Readonly<Record<number, string>> = {
  15: "#c8626d",
  45: "#c56a3e",
  75: "#b37903",
  110: "#8b8c14",
  145: "#4e9a52",
  195: "#009d9e",
  220: "#0097bc",
  250: "#418ad1",
  275: "#707ed4",
  300: "#9372c8",
  320: "#a86ab6",
  345: "#bc6398",
};

export const palette: readonly string[] = Object.values(COLOURS);

/** The set that everybody starts with. */
const DEFAULT_SET: readonly OwnCategory[] = Object.entries(DEFAULTS).map(([name, { hue, sign }]) => ({
  name,
  colour: COLOURS[hue] ?? "#8b8c14",
  sign,
}));

/** The user's categories in their order: their own set, else the one that everybody has. */
export function categoriesOf({ categories }: Settings): readonly OwnCategory[] {
  return categories ?? DEFAULT_SET;
}

/** The category of expenses that name none always stays: it can be recoloured and moved alone. */
export const isFixed = (name: string) => name === DEFAULT_CATEGORY;

/** Whether another category than `except` has this name, whatever the case. */
export function isTaken(settings: Settings, name: string, except?: string): boolean {
  return categoriesOf(settings).some(
    (one) => one.name !== except && categoryKey(one.name) === categoryKey(name),
  );
}

const change =
  (edit: (categories: readonly OwnCategory[]) => readonly OwnCategory[]): SettingsChange =>
  (settings) => ({ ...settings, categories: [...edit(categoriesOf(settings))] });

/** Puts a category in the place of the one that is named `before`, else at the end. */
export function putCategory(category: OwnCategory, before = category.name): SettingsChange {
  return change((categories) =>
    categories.some(({ name }) => name === before)
      ? categories.map((one) => (one.name === before ? category : one))
      : [...categories, category],
  );
}

/** Takes a category out of the set; its expenses keep it. */
export function removeCategory(name: string): SettingsChange {
  return change((categories) => categories.filter((one) => one.name !== name));
}

/** Moves a category to a place, counted from 0. */
export function placeCategory(name: string, place: number): SettingsChange {
  return change((categories) => {
    const moved = categories.filter((one) => one.name === name);
    return categories.filter((one) => one.name !== name).toSpliced(place, 0, ...moved);
  });
}

/** Goes back to the set that everybody has. */
export const dropOwnCategories: SettingsChange = ({ categories: _, ...others }) => others;
