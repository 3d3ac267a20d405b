import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";
import { noteUnsentChange } from "../storage/unsentSignal";
import { isListEdit, isListOfEdits, type ListEdit } from "./listEdits";

/** Changed settings by name; null for a removed one. */
export type SettingValues = Readonly<Record<string, unknown>>;

/** Changes of settings as they are kept. */
export interface KeptChanges {
  values: SettingValues;
  /** Members of lists that were added or removed, in order. */
  edits: readonly ListEdit[];
  /** The former values of settings whose members are merged with what the server has meanwhile. */
  bases: SettingValues;
}

const NOTHING: KeptChanges = { values: {}, edits: [], bases: {} };

/**
 * Settings that the user changed and the server does not know yet, kept on this device in case the page is closed. All tabs
 * share them: each replaces only what it kept, or took up, itself.
 */
export interface UnsentSettings {
  /** The settings of an owner, a ledger or a user, by ID. */
  of(owner: string | undefined): SettingValues;
  edits(owner: string | undefined): readonly ListEdit[];
  /** Returns everything that is kept of an owner, which is this tab's from now on. */
  takeUp(owner: string): KeptChanges;
  /** Returns the part of that which this tab kept or took up. */
  own(owner: string): KeptChanges;
  /**
   * Keeps other changes in place of this tab's; none, once they are sent.
   * @returns false if the browser refuses.
   */
  keep(owner: string, values: SettingValues, edits?: readonly ListEdit[], bases?: SettingValues): boolean;
  /** Forgets those of everybody. */
  forget(): void;
}

function unsentIn(key: string): UnsentSettings {
  const owned = new Map<string, KeptChanges>();
  /** By owner. The one that changed last stands apart: the release before knows no other. */
  const all = (): Map<string, KeptChanges> => {
    const { userId, others, ...last } = propertiesOf(readStored(key));
    const known = Object.entries({
      ...propertiesOf(others),
      ...(typeof userId === "string" && { [userId]: last }),
    });
    return new Map(known.map(([owner, kept]) => [owner, readKept(kept)]));
  };
  const put = (kept: ReadonlyMap<string, KeptChanges>) => {
    const [[userId, last] = [], ...others] = [...kept].filter(([, one]) => !isNothing(one)).reverse();
    const value = last && { userId, ...last, others: Object.fromEntries(others) };
    const isKept = store(key, value);
    noteUnsentChange();
    return isKept;
  };
  const of = (owner: string | undefined) => all().get(owner ?? "") ?? NOTHING;
  return {
    of: (owner) => of(owner).values,
    edits: (owner) => of(owner).edits,
    own: (owner) => owned.get(owner) ?? NOTHING,
    takeUp(owner) {
      const kept = of(owner);
      owned.set(owner, kept);
      return kept;
    },
    keep(owner, values, edits = [], bases = {}) {
      const kept = all();
      const theirs = without(kept.get(owner) ?? NOTHING, owned.get(owner) ?? NOTHING);
      owned.set(owner, { values, edits, bases });
      kept.delete(owner);
      kept.set(owner, {
        values: { ...theirs.values, ...values },
        edits: [...theirs.edits, ...edits],
        bases: { ...theirs.bases, ...bases },
      });
      return put(kept);
    },
    forget() {
      owned.clear();
      put(new Map());
    },
  };
}

const isNothing = ({ values, edits }: KeptChanges) => Object.keys(values).length + edits.length === 0;

/** Returns changes without others. Another tab may have changed the same setting since: that stays. */
function without({ values, edits, bases }: KeptChanges, own: KeptChanges): KeptChanges {
  const left = Object.entries(values).filter(([name, value]) => !isEqual(value, own.values[name]));
  const names = new Set(left.map(([name]) => name));
  return {
    values: Object.fromEntries(left),
    edits: edits.filter((one) => !own.edits.some((other) => isEqual(one, other))),
    bases: Object.fromEntries(Object.entries(bases).filter(([name]) => names.has(name))),
  };
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The previous release kept such lists whole, and without what the server had, if that was not known. They must not
 * replace what is stored now, so their members are added to it.
 */
const isWholeList = ([name, value]: [string, unknown]) => isListOfEdits(name) && Array.isArray(value);
const addedIn = ([name, members]: [string, unknown]) =>
  Array.isArray(members) ? members.map((add) => ({ name, add })) : [];

function readKept(read: unknown): KeptChanges {
  const { values, edits, bases } = propertiesOf(read);
  const entries = Object.entries(propertiesOf(values));
  const added = entries.filter(isWholeList).flatMap(addedIn);
  return {
    values: Object.fromEntries(entries.filter((one) => !isWholeList(one))),
    edits: [...added, ...(Array.isArray(edits) ? edits : [])].filter(isListEdit),
    bases: propertiesOf(bases),
  };
}

const byLedger = unsentIn("settings-unsent");
const byUser = unsentIn("user-settings-unsent");

/** The previous release kept those of the user with those of their own ledger. */
const isOfUser = ([name]: [string, unknown]) => name === "theme" || name === "language";
const ofUserIn = (values: SettingValues) => Object.fromEntries(Object.entries(values).filter(isOfUser));
const ofLedgerIn = (values: SettingValues) =>
  Object.fromEntries(Object.entries(values).filter((entry) => !isOfUser(entry)));

export const unsentLedgerSettings: UnsentSettings = {
  ...byLedger,
  of: (owner) => ofLedgerIn(byLedger.of(owner)),
  takeUp(owner) {
    const kept = byLedger.takeUp(owner);
    return { ...kept, values: ofLedgerIn(kept.values) };
  },
};

export const unsentUserSettings: UnsentSettings = {
  ...byUser,
  of: (owner) => ({ ...ofUserIn(byLedger.of(owner)), ...byUser.of(owner) }),
  takeUp(owner) {
    const kept = byUser.takeUp(owner);
    return { ...kept, values: { ...ofUserIn(byLedger.of(owner)), ...kept.values } };
  },
};

/** The values that settings have after a change and had not before. */
export function changedValues(before: object, after: object): SettingValues {
  const [old, fresh] = [propertiesOf(before), propertiesOf(after)];
  const names = Object.keys({ ...old, ...fresh });
  const differing = names.filter((name) => !isEqual(old[name], fresh[name]));
  return Object.fromEntries(differing.map((name) => [name, fresh[name] ?? null]));
}
