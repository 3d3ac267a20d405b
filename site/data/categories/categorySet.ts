import { DEFAULT_CATEGORY, isSameCategory } from "../../../domain/expenses/category";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import { DEFAULTS } from "../../lib/categories/categoryLook";
import type { SettingsChange } from "../expenses/model";

/** A category of the ledger's own set. */
export type OwnCategory = NonNullable<LedgerSettings["categories"]>[number];

/** The colors to choose from, in the order of hues: those of the theme at the lightness of charts. */
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

/** The ledger's categories in their order: its own set, or the default set. */
export function categoriesOf({ categories }: LedgerSettings): readonly OwnCategory[] {
  return categories ?? DEFAULT_SET;
}

/** The default category cannot be renamed or removed, only recolored and moved. */
export const isFixed = (name: string) => name === DEFAULT_CATEGORY;

/** Returns true if a category other than `except` has the name, whatever its case and accents. */
export function isTaken(settings: LedgerSettings, name: string, except?: string): boolean {
  return categoriesOf(settings).some((one) => one.name !== except && isSameCategory(one.name, name));
}

/** A line of the screen: the heading of a group, or a category. What is below a heading, up to the next one, is in the group. */
type Line = { heading: string } | OwnCategory;

/** A group and the categories in it. */
export interface CategoryGroup {
  /** Undefined for categories without a group, which come first. */
  group: string | undefined;
  categories: readonly OwnCategory[];
}

/** The ledger's categories by group, in their order. */
export function categoryGroupsOf(settings: LedgerSettings): CategoryGroup[] {
  const groups = settings.categoryGroups ?? [];
  const known = categoriesOf(settings);
  const free = known.filter(({ group }) => group === undefined || !groups.includes(group));
  const grouped = groups.map((group) => ({ group, categories: known.filter((one) => one.group === group) }));
  return [{ group: undefined, categories: free }, ...grouped];
}

function linesOf(settings: LedgerSettings): Line[] {
  return categoryGroupsOf(settings).flatMap(({ group, categories }) => [
    ...(group === undefined ? [] : [{ heading: group }]),
    ...categories,
  ]);
}

/** Settings in which each category is in the group whose heading is above it. */
function withLines({ categoryGroups: _, ...others }: LedgerSettings, lines: readonly Line[]): LedgerSettings {
  const categoryGroups: string[] = [];
  const categories: OwnCategory[] = [];
  for (const line of lines) {
    if ("heading" in line) categoryGroups.push(line.heading);
    else {
      const { group: _former, ...category } = line;
      const group = categoryGroups.at(-1);
      categories.push(group === undefined ? category : { ...category, group });
    }
  }
  return { ...others, categories, ...(categoryGroups.length > 0 && { categoryGroups }) };
}

/** Puts the categories of a group one after the other, so that lists without groups show them in the same order. */
export const inOrder: SettingsChange = (settings) =>
  settings.categories ? withLines(settings, linesOf(settings)) : settings;

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

/** Goes back to the set that everybody has, which has no groups. */
export const dropOwnCategories: SettingsChange = ({ categories: _, categoryGroups: _groups, ...others }) =>
  others;
