import type { Ledger, LedgerAct, LedgerChange } from "./model";
import type { LedgerSettings } from "./settings";

// An act is derived from the ledger before and after it. The write that changes the profile also records the act there,
// as `lastAct`; the write of the next one first files it as an item of its own. So no act is lost whatever fails in
// between.

/**
 * Time during which further changes to the categories by the same user are merged into the first: the page saves each
 * separately.
 */
const SITTING_MS = 60 * 60_000;

/** Settings whose changes are shown, in order. */
const TOLD_SETTINGS = [
  "currency",
  "timezone",
  "monthStartsOn",
  "alertThreshold",
  "categories",
] as const satisfies (keyof LedgerSettings)[];

/**
 * Returns the act that turned the ledger before into this one; undefined if it concerns nobody else.
 * @param by ID of the user.
 */
export function actBetween(before: Ledger, after: Ledger, by: string, now: Date): LedgerAct | undefined {
  const changes = [
    ...changesOfMembers(before, after, by),
    ...changesOfInvitations(before, after),
    ...changesOfName(before, after),
    ...switched(before.archivedAt, after.archivedAt, "archived", "reopened"),
    ...switched(before.erasesAt, after.erasesAt, "deleted", "restored"),
    ...changesOfSettings(before, after),
  ];
  const act = { at: laterThan(before, now), by, changes };
  return changes.length === 0 || repeats(act, before.lastAct) ? undefined : act;
}

function repeats({ at, by, changes }: LedgerAct, last: LedgerAct | undefined): boolean {
  const isSorting = (act: Pick<LedgerAct, "changes">) =>
    act.changes.every(({ type }) => type === "categories");
  if (last?.by !== by || !isSorting(last) || !isSorting({ changes })) return false;
  return Date.parse(at) - Date.parse(last.at) < SITTING_MS;
}

/** The act of creating a ledger. */
export function creation(by: string, now: Date): LedgerAct {
  return { at: now.toISOString(), by, changes: [{ type: "created" }] };
}

/** Gives acts of a ledger distinct times in order, whatever the clocks say. */
function laterThan({ lastAct }: Ledger, now: Date): string {
  const last = lastAct === undefined ? 0 : Date.parse(lastAct.at) + 1;
  return new Date(Math.max(now.getTime(), last)).toISOString();
}

function changesOfMembers(
  { members: old = {} }: Ledger,
  { members = {} }: Ledger,
  by: string,
): LedgerChange[] {
  const ids = [...new Set([...Object.keys(old), ...Object.keys(members)])];
  return ids.flatMap((member): LedgerChange[] => {
    const [before, after] = [old[member]?.role, members[member]?.role];
    if (before === after) return [];
    if (before === undefined) return [{ type: "joined", member, after }];
    if (after === undefined) return [{ type: member === by ? "left" : "removed", member, before }];
    return [{ type: "role", member, before, after }];
  });
}

/** A used invitation shows as a member who joined, and an expired one is nobody's act. */
function changesOfInvitations({ invitations: old = {}, members }: Ledger, after: Ledger): LedgerChange[] {
  const { invitations = {} } = after;
  const added = Object.entries(invitations).filter(([id]) => !Object.hasOwn(old, id));
  if (added.length > 0) return added.map(([, { role }]) => ({ type: "invited", after: role }));
  if (after.members !== members || after.erasesAt !== undefined) return [];
  const gone = Object.entries(old).filter(([id]) => !Object.hasOwn(invitations, id));
  return gone.map(([, { role }]) => ({ type: "uninvited", before: role }));
}

function changesOfName(before: Ledger, after: Ledger): LedgerChange[] {
  const names: LedgerChange[] =
    before.name === after.name ? [] : [{ type: "renamed", ...given(before.name, after.name) }];
  return before.colour === after.colour
    ? names
    : [...names, { type: "recoloured", ...given(before.colour, after.colour) }];
}

function switched(
  before: string | undefined,
  after: string | undefined,
  on: LedgerChange["type"],
  off: LedgerChange["type"],
): LedgerChange[] {
  if ((before === undefined) === (after === undefined)) return [];
  return [{ type: after === undefined ? off : on }];
}

function changesOfSettings({ settings: before }: Ledger, { settings: after }: Ledger): LedgerChange[] {
  return TOLD_SETTINGS.flatMap((name): LedgerChange[] => {
    const [old, next] = [before[name], after[name]];
    const isSame = JSON.stringify(old) === JSON.stringify(next);
    if (name === "categories") return isSame && isSameGroups(before, after) ? [] : [{ type: "categories" }];
    return isSame ? [] : [{ type: name, ...given(textOf(old), textOf(next)) }];
  });
}

const isSameGroups = (
  { categoryGroups: before }: LedgerSettings,
  { categoryGroups: after }: LedgerSettings,
) => JSON.stringify(before) === JSON.stringify(after);

function textOf(value: LedgerSettings[(typeof TOLD_SETTINGS)[number]]): string {
  return typeof value === "object" && "amount" in value
    ? `${value.amount} ${value.currency}`
    : String(value ?? "");
}

function given(before?: string, after?: string): Pick<LedgerChange, "before" | "after"> {
  return { ...(before && { before }), ...(after && { after }) };
}
