import "../../i18n/en/categories";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { settings } from "../../lib/ledger/shownSettings";
import { undoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import type { SettingsChange } from "../expenses/model";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { addGroup, dissolveGroup, placeGroup, renameGroup } from "./categoryGroups";
import { type OwnCategory, placeCategory, placeInSet, putCategory, removeCategory } from "./categorySet";

// Changes of the ledger's categories and of their groups that leave the expenses as they are. A message tells of each, and offers to
// undo it.

/** Adds a category to the ledger's. */
export const addOwnCategory = (category: OwnCategory): void =>
  told("added", categoryName(category.name), putCategory(category), removeCategory(category.name));

/** Gives a category, which keeps its name, another color, sign or group. */
export function changeCategory(before: OwnCategory, after: OwnCategory): void {
  const { name, colour, sign, group } = before;
  if (colour === after.colour && sign === after.sign && group === after.group) return;
  const place = placeInSet(settings.peek(), name);
  const back: SettingsChange = (now) => placeCategory(name, place)(putCategory(before)(now));
  told("saved", categoryName(name), putCategory(after), back);
}

/** Moves a category to a place among the lines of the screen. */
export function moveCategory(name: string, place: number): void {
  const former = placeInSet(settings.peek(), name);
  told("placed", categoryName(name), placeCategory(name, place), placeCategory(name, former));
}

/** Adds an empty group to the ledger's. */
export const addOwnGroup = (name: string): void => told("added", name, addGroup(name), dissolveGroup(name));

/** Gives a group of categories another name. */
export function changeGroupName(from: string, to: string): void {
  if (from !== to) told("saved", to, renameGroup(from, to), renameGroup(to, from));
}

/** Moves a group with its categories to a place among the groups, counted from 0. */
export function moveGroup(name: string, place: number): void {
  const former = settings.peek().categoryGroups?.indexOf(name) ?? 0;
  told("placed", name, placeGroup(name, place), placeGroup(name, former));
}

function told(what: "added" | "saved" | "placed", name: string, edit: SettingsChange, back: SettingsChange) {
  ledgerSettings.change(edit);
  showToast(
    t(`categories.${what}`, { name }),
    undoAction(() => ledgerSettings.change(back)),
  );
}
