import {
  type Dismissal,
  isDismissalOf,
  type ShownKey,
  withDismissal,
} from "../../../domain/insights/quietKeys";
import type { LedgerSettings, UserSettings } from "../../../domain/ledgers/settings";
import { addMonths } from "../../../domain/values/day";
import { MAX_ONE_OFFS } from "../../../domain/values/limits";
import { today } from "../../lib/formatting/clock";
import { propertiesOf } from "../../lib/storage/webStorage";

type Edit<Name extends string, Member, Removed> =
  | { name: Name; add: Member }
  | { name: Name; remove: Removed };

type QuietEdit = Edit<"quietInsights", Dismissal, ShownKey>;
type OneOffEdit = Edit<"oneOffs", string, string>;

/**
 * Adds or removes a member of a setting that is a list. It is applied to the list that is stored when it is sent, which
 * another device may have changed, and which this one may never have read.
 */
export type ListEdit = QuietEdit | OneOffEdit;

/** Returns true if the members of a setting are added and removed one by one. */
export const isListOfEdits = (name: string): boolean => name === "quietInsights" || name === "oneOffs";

/** Returns true if something that was read is an edit that can be applied. */
export function isListEdit(read: unknown): read is ListEdit {
  const { name, add, remove } = propertiesOf(read);
  const member = add ?? remove;
  if (name === "oneOffs") return typeof member === "string";
  return name === "quietInsights" && typeof propertiesOf(member).key === "string";
}

/** Hides a finding from the user, or shows it again. */
export function editQuiet(settings: UserSettings, edit: ListEdit): UserSettings {
  const { quietInsights = [] } = settings;
  if (edit.name !== "quietInsights") return settings;
  if ("add" in edit) {
    return { ...settings, quietInsights: withDismissal(quietInsights, edit.add, today.peek()) };
  }
  return { ...settings, quietInsights: quietInsights.filter((one) => !isDismissalOf(one, edit.remove)) };
}

/** Months after which a one-off is too old to be compared with. */
const ONE_OFF_MONTHS = 36;

/** The day of an expense that was marked, by the key of the mark. */
export const dayOfOneOff = (key: string): string => key.slice(-10);

/** The marks that can still be compared with, besides one. */
function marksBeside({ oneOffs = [] }: LedgerSettings, key: string): string[] {
  const oldest = addMonths(today.peek().slice(0, 7), -ONE_OFF_MONTHS);
  return oneOffs.filter((one) => one !== key && dayOfOneOff(one) >= oldest);
}

/** The first of the marks that have to make room for another one. */
export const oneOffsBefore = (settings: LedgerSettings, key: string): string[] =>
  marksBeside(settings, key).slice(0, 1 - MAX_ONE_OFFS);

/** Marks an expense as a one-off of the ledger, or no more. */
export function editOneOffs(settings: LedgerSettings, edit: ListEdit): LedgerSettings {
  if (edit.name !== "oneOffs") return settings;
  if ("add" in edit) {
    return { ...settings, oneOffs: [...marksBeside(settings, edit.add), edit.add].slice(-MAX_ONE_OFFS) };
  }
  return { ...settings, oneOffs: (settings.oneOffs ?? []).filter((one) => one !== edit.remove) };
}
