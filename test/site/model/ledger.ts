import { isDeepStrictEqual } from "node:util";

/** An expense of the plain model. Each has a name of its own. */
interface Known {
  cents: number;
  date: string;
  deleted: boolean;
  /** One more with each change that was acknowledged. */
  version: number;
}

/** A row of a list, as people read it. */
export interface Line {
  name: string;
  cents: number;
}

/** The plain model of a ledger: acknowledged changes, and nothing else. */
export class ModelLedger {
  readonly #known = new Map<string, Known>();

  /** Names a new expense. */
  add(cents: number, date: string): string {
    const name = `Expense ${this.#known.size + 1}.`;
    this.#known.set(name, { cents, date, deleted: false, version: 1 });
    return name;
  }

  change(name: string, changes: Partial<Omit<Known, "version">>): void {
    const known = this.#known.get(name);
    if (known === undefined) throw new Error(`The model does not know ${name}`);
    // An expense can be deleted twice, or given the amount that it has: that changes nothing.
    const before = { ...known };
    Object.assign(known, changes);
    if (!isDeepStrictEqual(known, before)) known.version += 1;
  }

  /** The versions of a month's expenses: nothing was sent twice. */
  versions(month: string): Record<string, number> {
    return Object.fromEntries(
      this.lines(month).map(({ name }) => [name, this.#known.get(name)?.version ?? 0]),
    );
  }

  /** The names of the expenses that are, or are not, in the trash. */
  names({ deleted }: { deleted: boolean }): string[] {
    return [...this.#known].filter(([, known]) => known.deleted === deleted).map(([name]) => name);
  }

  /** The lines of a month, by name. */
  lines(month: string): Line[] {
    return [...this.#known]
      .filter(([, { date, deleted }]) => !deleted && date.startsWith(month))
      .map(([name, { cents }]) => ({ name, cents }))
      .sort(byName);
  }
}

/** Orders lines by name, for lists whose order does not matter. */
export const byName = (a: Line, b: Line) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
