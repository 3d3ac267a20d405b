import { isSameCategory } from "../../../domain/expenses/category";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import type { SettingsChange } from "../expenses/model";
import { inOrder } from "./categorySet";

// Groups of categories have names and an order, and may be empty. Each change keeps the categories of a group together.

/** Returns true if a group other than `except` has the name, whatever its case and accents. */
export function isGroupTaken(
  { categoryGroups = [] }: LedgerSettings,
  name: string,
  except?: string,
): boolean {
  return categoryGroups.some((one) => one !== except && isSameCategory(one, name));
}

/** Adds an empty group at the end. */
export const addGroup =
  (name: string): SettingsChange =>
  ({ categoryGroups = [], ...others }) => ({
    ...others,
    categoryGroups: [...categoryGroups.filter((one) => one !== name), name],
  });

/** Gives a group another name. Its categories stay in it. */
export const renameGroup = (from: string, to: string): SettingsChange =>
  changeGroup(from, to, (groups) => groups.map((one) => (one === from ? to : one)));

/** Takes a group away. Its categories are in no group then. */
export const dissolveGroup = (name: string): SettingsChange =>
  changeGroup(name, undefined, (groups) => groups.filter((one) => one !== name));

/** Moves a group with its categories to a place, counted from 0. */
export const placeGroup =
  (name: string, place: number): SettingsChange =>
  ({ categoryGroups = [], ...others }) =>
    inOrder({
      ...others,
      categoryGroups: categoryGroups
        .filter((one) => one !== name)
        .toSpliced(place, 0, ...categoryGroups.filter((one) => one === name)),
    });

function changeGroup(
  from: string,
  to: string | undefined,
  edit: (groups: readonly string[]) => string[],
): SettingsChange {
  return ({ categories, categoryGroups = [], ...others }) =>
    inOrder({
      ...others,
      categoryGroups: edit(categoryGroups),
      ...(categories && {
        categories: categories.map((one) => (one.group === from ? { ...one, group: to } : one)),
      }),
    });
}
