import type { ExpensePage } from "../expenses/expense";
import {
  MAX_EXAMINED,
  PageBuilder,
  type PageRequest,
  pageSizeOf,
  type Reading,
} from "../expenses/expensePages";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { LatestChanges } from "../expenses/ledgerChanges";
import { ApiError } from "../http/apiError";
import { addMonths } from "../values/day";
import { getOrAdd } from "../values/maps";
import { DayTally } from "./dayTally";
import type { Days } from "./model";
import type { MonthDigests } from "./monthDigests";
import { summaryOf } from "./periodSums";

export interface MonthSources {
  expenses: Pick<ExpenseRepository, "pages">;
  digests: Pick<MonthDigests, "readWithChanges">;
}

/** The days of a month that were read for a page. */
interface ReadDays {
  sums: Days;
  /** The earliest of them; the first of the month if the month was read to its end. */
  first: string;
  /** The versions of their expenses, by ID. */
  versions: ReadonlyMap<string, string>;
}

/** Maximum number of readings before one is accepted during which somebody wrote. */
const MAX_READINGS = 3;

/**
 * Returns the first page of a month together with the sums of the whole month. Days on the page are summed from what
 * was read for it, so that page and sums agree. Digests provide the earlier days and the month before. A month for
 * which there is not enough time comes without sums, so that its expenses can be read at all.
 */
export async function readMonth(
  sources: MonthSources,
  ledgerId: string,
  month: string,
  request: Omit<PageRequest, "cursor">,
  reading: Reading,
): Promise<ExpensePage> {
  for (let readings = 1; ; readings += 1) {
    const { page, isTorn } = await readOnce(sources, ledgerId, month, request, reading);
    if (!isTorn || readings === MAX_READINGS || !reading.hasTime()) return page;
  }
}

/**
 * @returns the page; `isTorn` if an expense moved between the page and the digests, and may count twice or not at all.
 */
async function readOnce(
  { expenses, digests }: MonthSources,
  ledgerId: string,
  month: string,
  request: Omit<PageRequest, "cursor">,
  reading: Reading,
): Promise<{ page: ExpensePage; isTorn: boolean }> {
  const range = { listId: ledgerId, month };
  const builder = new PageBuilder(range, request, reading.now);
  const pages = expenses.pages(range, { Limit: pageSizeOf(range, request) });
  const read = await readDays(month, pages, builder, reading);
  if (read === undefined) return { page: builder.interrupt(), isTorn: false };
  const previousMonth = addMonths(month, -1);
  const months = isWhole(read) ? [previousMonth] : [previousMonth, month];
  const summed = await digests.readWithChanges(ledgerId, months, reading).catch(unlessUnfinished);
  if (summed === undefined) return { page: builder.page, isTorn: false };
  const days = { ...daysBefore(read.first, summed.months.get(month)), ...read.sums };
  const summary = summaryOf(month, previousMonth, new Map([...summed.months, [month, days]]));
  return { page: { ...builder.page, summary }, isTorn: hasMoved(read, month, summed.changes) };
}

const isWhole = ({ first }: ReadDays) => first.endsWith("-01");

/**
 * Reads until the page is full, and its last day to the end.
 * @returns undefined if there is not enough time.
 */
async function readDays(
  month: string,
  pages: ReturnType<ExpenseRepository["pages"]>,
  builder: PageBuilder,
  { hasTime }: Reading,
): Promise<ReadDays | undefined> {
  const tallies = new Map<string, DayTally>();
  const versions = new Map<string, string>();
  let last = "";
  let isFull = false;
  let examined = 0;
  for await (const page of pages) {
    for (const item of page) {
      isFull ||= !builder.add(item);
      if (isFull && item.date !== last) return { sums: sumsOf(tallies), first: last, versions };
      getOrAdd(tallies, item.date, () => new DayTally()).add(item);
      versions.set(item.expenseId, item.updatedAt);
      last = item.date;
    }
    if (!hasTime()) return undefined;
    examined += page.length;
    if (examined < MAX_EXAMINED) continue;
    builder.interrupt();
    isFull = true;
  }
  return { sums: sumsOf(tallies), first: `${month}-01`, versions };
}

function sumsOf(tallies: ReadonlyMap<string, DayTally>): Days {
  const days = [...tallies].flatMap(([day, tally]) => {
    const sums = tally.whole();
    return sums ? [[day, sums] as const] : [];
  });
  return Object.fromEntries(days);
}

function daysBefore(first: string, days: Days = {}): Days {
  return Object.fromEntries(Object.entries(days).filter(([day]) => day < first));
}

/**
 * Returns true if an expense of the days that were read has another version by now, or one moved to them from another
 * day.
 */
function hasMoved({ first, versions }: ReadDays, month: string, { changes }: LatestChanges): boolean {
  return changes.some(({ expenseId, updatedAt, item }) => {
    const version = versions.get(expenseId);
    if (version !== undefined) return version !== updatedAt;
    if (item === undefined || item.deletedAt !== undefined || item.version === 1) return false;
    return item.date.startsWith(month) && item.date >= first;
  });
}

/** The next request continues the sums. */
function unlessUnfinished(error: unknown): undefined {
  if (error instanceof ApiError && error.code === "sums.unfinished") return undefined;
  throw error;
}
