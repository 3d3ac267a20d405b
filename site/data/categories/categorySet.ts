import { DEFAULT_CATEGORY, isSameCategory } from "../../../domain/expenses/category";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import {
  categoriesOf,
  inOrder,
  linesOf,
  type OwnCategory,
  withLines,
} from "../../lib/categories/categoryOrder";
import type { SettingsChange } from "../expenses/model";

export {
  categoriesOf,
  categoryGroupsOf,
  inOrder,
  type OwnCategory,
  palette,
} from "../../lib/categories/categoryOrder";

/** The default category cannot be renamed or removed, only recolored and moved. */
export const isFixed = (name: string) => name === DEFAULT_CATEGORY;

/** Returns true if a category other than `except` has the name, whatever its case and accents. */
export function isTaken(settings: LedgerSettings, name: string, except?: string): boolean {
  return categoriesOf(settings).some((one) => one.name !== except && isSameCategory(one.name, name));
}

const change =
  (edit: (categories: readonly OwnCategory[]) => readonly OwnCategory[]): SettingsChange =>
  (settings) =>
    inOrder({ ...settings, categories: [...edit(categoriesOf(settings))] });

/** Moves a category before the one that is named `before`, or to the end. */
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

/** Removes several categories from the set; if there are none to remove, the default set stays. */
export const withoutCategories = (names: readonly string[]): SettingsChange =>
  names.length === 0
    ? (settings) => settings
    : change((categories) => categories.filter(({ name }) => !names.includes(name)));

/** The number of lines of the screen. */
export const linesIn = (settings: LedgerSettings) => linesOf(settings).length;

/** The index of a category among the lines of the screen; -1 if it is not there. */
export const placeInSet = (settings: LedgerSettings, name: string) =>
  linesOf(settings).findIndex((line) => "name" in line && line.name === name);

/** Moves a category to a place among the lines of the screen, and so into the group that it is then in. */
export function placeCategory(name: string, place: number): SettingsChange {
  return (settings) => {
    const [moved, others] = [placeInSet(settings, name), linesOf(settings)];
    const line = others[moved];
    return line ? withLines(settings, others.toSpliced(moved, 1).toSpliced(place, 0, line)) : settings;
  };
}

/** Gives a category back its former place, or one that was removed itself. @param name The name that it has now. */
export const putBack =
  (category: OwnCategory, place: number, name?: string): SettingsChange =>
  (settings) =>
    placeCategory(category.name, place)(putCategory(category, name)(settings));

/** Goes back to the set that everybody has, which has no groups. */
export const dropOwnCategories: SettingsChange = ({ categories: _, categoryGroups: _groups, ...others }) =>
  others;
