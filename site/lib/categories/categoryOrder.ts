import { isSameCategory } from "../../../domain/expenses/category";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import { DEFAULTS } from "./categoryLook";

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

/** A line of the screen: the heading of a group, or a category. What is below a heading, up to the next one, is in the group. */
export type Line = { heading: string } | OwnCategory;

/** A group and the categories in it. */
interface CategoryGroup {
  /** Undefined for categories without a group, which come first. */
  group: string | undefined;
  categories: readonly OwnCategory[];
}

/** The ledger's categories by group, in their order. */
export function categoryGroupsOf(settings: LedgerSettings): CategoryGroup[] {
  const groups = settings.categoryGroups ?? [];
  const groupOf = ({ group: own }: OwnCategory) =>
    groups.find((one) => own !== undefined && isSameCategory(one, own));
  return [undefined, ...groups].map((group) => ({
    group,
    categories: categoriesOf(settings).filter((one) => groupOf(one) === group),
  }));
}

/** The lines of the screen of categories, from the top. */
export function linesOf(settings: LedgerSettings): Line[] {
  return categoryGroupsOf(settings).flatMap(({ group, categories }) => [
    ...(group === undefined ? [] : [{ heading: group }]),
    ...categories,
  ]);
}

/** Settings in which each category is in the group whose heading is above it. */
export function withLines(
  { categoryGroups: _, ...others }: LedgerSettings,
  lines: readonly Line[],
): LedgerSettings {
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
export const inOrder = (settings: LedgerSettings): LedgerSettings =>
  settings.categories ? withLines(settings, linesOf(settings)) : settings;
