import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";
import { noteUnsentChange } from "../storage/unsentSignal";
import { isListEdit, isListOfEdits, type ListEdit } from "./listEdits";

/** Changed settings by name; null for a removed one. */
export type SettingValues = Readonly<Record<string, unknown>>;

/** Settings that the user changed and the server does not know yet, kept on this device in case the page is closed. */
export interface UnsentSettings {
  /** The settings of an owner, a ledger or a user, by ID. */
  of(owner: string | undefined): SettingValues;
  /** Members of lists that were added or removed, in order. */
  edits(owner: string | undefined): readonly ListEdit[];
  /** Keeps others in their place. */
  keep(owner: string, values: SettingValues, edits?: readonly ListEdit[]): void;
  forget(): void;
}

function unsentIn(key: string): UnsentSettings {
  const put = (value: object | undefined) => {
    store(key, value);
    noteUnsentChange();
  };
  const kept = (owner: string | undefined) => {
    const { userId, values, edits } = propertiesOf(readStored(key));
    return userId === owner ? { values: propertiesOf(values), edits } : { values: {}, edits: [] };
  };
  return {
    of: (owner) => Object.fromEntries(Object.entries(kept(owner).values).filter((one) => !isWholeList(one))),
    edits(owner) {
      const { values, edits } = kept(owner);
      const own = Array.isArray(edits) ? edits : [];
      return [...Object.entries(values).filter(isWholeList).flatMap(addedIn), ...own].filter(isListEdit);
    },
    keep: (owner, values, edits = []) => put({ userId: owner, values, edits }),
    forget: () => put(undefined),
  };
}

/**
 * The previous release kept such lists whole, and without what the server had, if that was not known. They must not
 * replace what is stored now, so their members are added to it.
 */
const isWholeList = ([name, value]: [string, unknown]) => isListOfEdits(name) && Array.isArray(value);
const addedIn = ([name, members]: [string, unknown]) =>
  Array.isArray(members) ? members.map((add) => ({ name, add })) : [];

const byLedger = unsentIn("settings-unsent");
const byUser = unsentIn("user-settings-unsent");

/** The previous release kept those of the user with those of their own ledger. */
const isOfUser = ([name]: [string, unknown]) => name === "theme" || name === "language";
const entriesOf = (owner: string | undefined) => Object.entries(byLedger.of(owner));

export const unsentLedgerSettings: UnsentSettings = {
  ...byLedger,
  of: (owner) => Object.fromEntries(entriesOf(owner).filter((entry) => !isOfUser(entry))),
};

export const unsentUserSettings: UnsentSettings = {
  ...byUser,
  of: (owner) => ({ ...Object.fromEntries(entriesOf(owner).filter(isOfUser)), ...byUser.of(owner) }),
};

/** The values that settings have after a change and had not before. */
export function changedValues(before: object, after: object): SettingValues {
  const [old, fresh] = [propertiesOf(before), propertiesOf(after)];
  const names = Object.keys({ ...old, ...fresh });
  const differing = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]));
  return Object.fromEntries(differing.map((name) => [name, fresh[name] ?? null]));
}
