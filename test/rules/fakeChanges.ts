import { ALL_KNOWN, overlapOf, USUAL_LAG_MS } from "../../domain/expenses/changesSince";

/** An entry of an index of changes. */
interface ChangedThing {
  id: string;
  /** UTC. */
  at: string;
}

const placeOf = ({ id, at }: ChangedThing) => `${at}#${id}`;

/** Pages of changes as the API makes them, whose `known` names a set of entries in memory. */
export class FakeChanges {
  private readonly sets: ReadonlySet<string>[] = [];

  page(all: readonly ChangedThing[], query: Record<string, string>, now: number) {
    const { since = "", cursor, limit = "50", known = "" } = query;
    const entries = all
      .filter((entry) => entry.at >= overlapOf(since) && placeOf(entry) > (cursor ?? ""))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    if (known === ALL_KNOWN) {
      const settled = new Date(now - USUAL_LAG_MS).toISOString();
      return { ids: [], known: this.keep(entries.filter(({ at }) => at < settled).map(placeOf)) };
    }
    const before = this.sets[Number(known || "-1")] ?? new Set();
    const unknown = entries.filter((entry) => cursor !== undefined || !before.has(placeOf(entry)));
    const told = unknown.slice(0, Number(limit));
    const last = told.at(-1);
    return {
      ids: told.map(({ id }) => id),
      known: this.keep([...before, ...told.map(placeOf)]),
      ...(last && unknown.length > told.length && { cursor: placeOf(last) }),
    };
  }

  private keep(places: Iterable<string>): string {
    this.sets.push(new Set(places));
    return String(this.sets.length - 1);
  }
}
