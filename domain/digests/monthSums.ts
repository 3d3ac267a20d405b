import { indexKeys } from "../expenses/expenseKeys";
import type { ExpenseItem } from "../expenses/model";
import { addDays, daysOfMonth } from "../values/day";
import { getOrAdd } from "../values/maps";
import { DayTally } from "./dayTally";
import type { Begun, DatedChange, DaySums, Days, Digest, Versions } from "./model";

/** Consecutive days that are read at once, after a sort key of the list if part of them was read before. */
export interface Run {
  first: string;
  last: string;
  after?: string;
}

/** A day that is being summed. */
class OpenDay {
  readonly tally: DayTally;
  /** The versions of changed expenses that were summed. */
  readonly found: Map<string, string>;

  constructor(begun?: Begun) {
    this.tally = new DayTally(begun?.sums);
    this.found = new Map(Object.entries(begun?.found ?? {}));
  }
}

/**
 * The sums of a month while they are updated. Days that changed are summed again as a whole: the earlier state of an
 * expense need not be known. A day stays due until it was read to its end, by however many requests.
 *
 * Readers encounter a change for as long as an index may show it late. Days keep the versions that they were summed
 * with, so that each is summed once per change.
 */
export class MonthSums {
  private readonly done = new Map<string, DaySums>();
  private readonly settled = new Map<string, Versions>();
  private readonly changes = new Map<string, readonly DatedChange[]>();
  private readonly open = new Map<string, OpenDay>();
  /** Days that are to be read, in this order. */
  private due: readonly string[];
  private after: string | undefined;

  /**
   * @param digest The earlier sums; undefined for a month that is summed from scratch.
   * @param changes Known changes since then.
   */
  constructor(month: string, digest: Digest | undefined, changes: readonly DatedChange[]) {
    const days = daysOfMonth(month);
    for (const day of days) {
      const ofDay = changes.filter((change) => change.days?.includes(day) ?? true);
      this.changes.set(day, ofDay);
    }
    this.due = digest
      ? days.filter((day) => digest.due.includes(day) || this.hasNew(day, digest.settled[day]))
      : days;
    if (digest) this.resume(digest);
  }

  private resume({ days, settled, begun }: Digest): void {
    for (const [day, sums] of Object.entries(days)) if (!this.due.includes(day)) this.done.set(day, sums);
    for (const [day, versions] of Object.entries(settled)) {
      if (!this.due.includes(day)) this.settled.set(day, versions);
    }
    if (begun === undefined || this.hasNew(begun.day, begun.known) || this.lacks(begun)) return;
    this.due = [begun.day, ...this.due.filter((day) => day !== begun.day)];
    this.after = begun.after;
    this.open.set(begun.day, new OpenDay(begun));
  }

  /** Returns the days that are read next; undefined if all are summed. */
  get next(): Run | undefined {
    const [first] = this.due;
    if (first === undefined) return undefined;
    const end = this.due.findIndex((day, index) => this.due[index + 1] !== addDays(day, 1));
    const last = this.due[end] ?? first;
    return { first, last, ...(this.after !== undefined && { after: this.after }) };
  }

  /** Counts expenses of the next days, in the order of the list. */
  add(items: readonly ExpenseItem[]): void {
    for (const item of items) {
      const { expenseId, date, updatedAt } = item;
      const day = getOrAdd(this.open, date, () => new OpenDay());
      day.tally.add(item);
      if (this.changesOn(date).some((change) => change.expenseId === expenseId))
        day.found.set(expenseId, updatedAt);
    }
    const last = items.at(-1);
    if (last === undefined) return;
    this.close(this.due.slice(0, this.due.indexOf(last.date)));
    this.after = indexKeys(last).listKey;
  }

  /** Marks days as read to their end. */
  end({ last }: Run): void {
    this.close(this.due.slice(0, this.due.indexOf(last) + 1));
    this.after = undefined;
  }

  /** Returns the sums; undefined if days are missing. */
  get whole(): Days | undefined {
    return this.due.length === 0 ? Object.fromEntries(sorted(this.done)) : undefined;
  }

  /**
   * Returns the state, so that another request continues.
   * @param from Earlier changes are not encountered again, UTC.
   */
  digest(until: string, from: string): Digest {
    const settled = sorted(this.settled).map(([day, versions]) => {
      const met = Object.entries(versions).filter(([, version]) => version >= from);
      return [day, Object.fromEntries(met)] as const;
    });
    return {
      until,
      days: Object.fromEntries(sorted(this.done)),
      settled: Object.fromEntries(settled.filter(([, versions]) => Object.keys(versions).length > 0)),
      due: this.due,
      ...this.begun(),
    };
  }

  private begun(): Pick<Digest, "begun"> {
    const [day = ""] = this.due;
    const open = this.open.get(day);
    if (this.after === undefined || open === undefined) return {};
    const { tally, found } = open;
    const sums = tally.partial();
    return {
      begun: {
        day,
        after: this.after,
        sums,
        known: versionsOf(this.changesOn(day)),
        found: Object.fromEntries(found),
      },
    };
  }

  private close(days: readonly string[]): void {
    for (const day of days) {
      const { tally, found } = this.open.get(day) ?? new OpenDay();
      const sums = tally.whole();
      if (sums) this.done.set(day, sums);
      const agreed = this.changesOn(day).filter(
        (change) => found.get(change.expenseId) === (change.day === day ? change.version : undefined),
      );
      this.settled.set(day, versionsOf(agreed));
      this.open.delete(day);
    }
    this.due = this.due.filter((day) => !days.includes(day));
  }

  /** Returns true if the day may differ from sums that include these changes. */
  private hasNew(day: string, known: Versions = {}): boolean {
    return this.changesOn(day).some(({ expenseId, version }) => (known[expenseId] ?? "") < version);
  }

  /** Returns true if a part of a day was read before the list showed a change that was known. */
  private lacks({ day, after, found }: Begun): boolean {
    return this.changesOn(day).some(({ expenseId, version, listKey }) => {
      const isInPart = listKey?.startsWith(day) && listKey <= after;
      return found[expenseId] !== (isInPart ? version : undefined);
    });
  }

  private changesOn(day: string): readonly DatedChange[] {
    return this.changes.get(day) ?? [];
  }
}

const versionsOf = (changes: readonly DatedChange[]): Versions =>
  Object.fromEntries(changes.map(({ expenseId, version }) => [expenseId, version]));

const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** Returns true if replacing one digest by another would change only its time. */
export function holdSame(before: Digest | undefined, after: Digest): boolean {
  // Reading an empty month takes less time than reading its digest.
  if (before === undefined) return Object.keys(after.days).length === 0 && after.due.length === 0;
  const rest = ({ due, begun }: Digest) => JSON.stringify([due, begun]);
  return (
    holdSameDays(before.days, after.days) &&
    rest(before) === rest(after) &&
    Object.entries(after.settled).every(([day, versions]) =>
      Object.entries(versions).every(([id, version]) => before.settled[day]?.[id] === version),
    )
  );
}

/** Days that were not summed again are the same objects, which need no comparison: it takes longer than reading them. */
function holdSameDays(before: Days, after: Days): boolean {
  const [own, others] = [Object.entries(before), Object.entries(after)];
  return (
    own.length === others.length &&
    own.every(([day, sums], index) => {
      const [otherDay, other] = others[index] ?? [];
      return day === otherDay && (sums === other || JSON.stringify(sums) === JSON.stringify(other));
    })
  );
}
