import { DigestStore } from "../domain/digests/digestStore";
import { MonthDigests } from "../domain/digests/monthDigests";
import { readMonth } from "../domain/digests/monthPage";
import { monthsOf, periodOf } from "../domain/digests/sumRequests";
import { trendMonths } from "../domain/digests/trends";
import { ExpenseRepository } from "../domain/expenses/expenseRepository";
import { LedgerChanges } from "../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../domain/expenses/model";
import { historyMonths } from "../domain/insights/spendingHistory";
import { addMonths } from "../domain/values/day";
import { MONTH, madeUp } from "./expenses";
import { exactly, interleave, type Result, type Run, ratioOf, spreadOf, TURNS, timed } from "./harness";
import { insightRoutes } from "./insightRoutes";
import { type Content, LARGE_LEDGER, withTable } from "./tables";
import type { Wire } from "./wire";

/**
 * The current month, and another one that changes as well. They have as many expenses in a large ledger as in a small
 * one.
 */
const TOUCHED = [MONTH, addMonths(MONTH, -6)];
const TOUCHED_ROWS = 100;
const MONTHS = 24;
const CHANGES = 10;
/** Expenses on the first page: not all of the month, so that its sums need a digest, too. */
const LISTED = 50;

const TODAY = `${MONTH}-30`;
const SUMMED_AT = new Date(`${TODAY}T20:00:00.000Z`);
const CHANGED_AT = "2026-09-30T22:00:00.000Z";
const READ_AT = new Date(`${TODAY}T23:00:00.000Z`);

/** An expense of one of the months, on a day of it. */
function expenseIn(month: string, index: number, count: number, offset: number): ExpenseItem {
  const { expenseId, ...item } = madeUp(LARGE_LEDGER, index, count);
  const day = Math.min(28, Number(item.date.slice(8)));
  const date = `${month}-${String(day).padStart(2, "0")}`;
  const at = `${date}${item.createdAt.slice(10)}`;
  const id = expenseId.slice(0, 18) + String(offset + index).padStart(8, "0");
  return { ...item, expenseId: id, date, createdAt: at, updatedAt: at };
}

function* touched(): Generator<ExpenseItem> {
  for (const [number, month] of TOUCHED.entries()) {
    for (let index = 0; index < TOUCHED_ROWS; index += 1) {
      yield expenseIn(month, index, TOUCHED_ROWS, number * TOUCHED_ROWS);
    }
  }
}

/** A ledger of 24 months. */
const TWO_YEARS: Content = {
  name: "months",
  *expenses(count) {
    yield* touched();
    const others = trendMonths(MONTHS, TODAY).filter((month) => !TOUCHED.includes(month));
    let written = TOUCHED.length * TOUCHED_ROWS;
    for (const [number, month] of others.entries()) {
      const rows = Math.floor((count - written) / (others.length - number));
      for (let index = 0; index < rows; index += 1) yield expenseIn(month, index, rows, written);
      written += rows;
    }
  },
};

/**
 * Goals 14, 14b, 19j and 19k: that the cost of sums of months depends on what changed since they were computed, not on
 * the size of the ledger, and that insights take not much longer than the summary of a month.
 */
export async function digests(run: Run): Promise<Result[]> {
  const { small, large } = run.quick ? { small: 500, large: 5_000 } : { small: 10_000, large: 1_000_000 };
  const inSmall = await withTable(small, run, readUnits, TWO_YEARS);
  const [inLarge, times] = await withTable(
    large,
    run,
    async (wire) => [await readUnits(wire), await timesOf(wire)] as const,
    TWO_YEARS,
  );
  return [
    {
      goal: "14",
      what: `read units of the summary and of ${MONTHS} months' trends after ${CHANGES} changes, in a ledger of ${large} expenses against ${small}`,
      kind: "count",
      figure: exactly(Math.max(inLarge.summary / inSmall.summary, inLarge.trends / inSmall.trends)),
      unit: "×",
      limit: { atMost: 1.05 },
      details: {
        summaryOfLarge: inLarge.summary,
        summaryOfSmall: inSmall.summary,
        trendsOfLarge: inLarge.trends,
        trendsOfSmall: inSmall.trends,
      },
    },
    {
      goal: "14b",
      what: `read units of a month's list with its sums after ${CHANGES} changes, in a ledger of ${large} expenses against ${small}`,
      kind: "count",
      figure: exactly(inLarge.list / inSmall.list),
      unit: "×",
      limit: { atMost: 1.05 },
      details: { large: inLarge.list, small: inSmall.list },
    },
    {
      goal: "19j",
      what: `read units of GET /insights after ${CHANGES} changes, in a ledger of ${large} expenses against ${small}`,
      kind: "count",
      figure: exactly(inLarge.insights / inSmall.insights),
      unit: "×",
      limit: { atMost: 1.05 },
      details: { large: inLarge.insights, small: inSmall.insights },
    },
    {
      goal: "19k",
      what: `GET /insights against GET /summary in one run, in a ledger of ${large} expenses`,
      kind: "time",
      figure: ratioOf(times.insights, times.summary),
      unit: "×",
      limit: { atMost: 3 },
      details: {
        insightsMs: spreadOf(times.insights).median,
        summaryMs: spreadOf(times.summary).median,
      },
    },
  ];
}

type Reader = "summary" | "list" | "trends" | "insights";

async function readUnits(wire: Wire): Promise<Record<Reader, number>> {
  const rows = [...touched()].filter((_, index) => index % ((TOUCHED.length * TOUCHED_ROWS) / CHANGES) === 0);
  const changed = rows.map((item) => ({ ...item, amount: 1, version: 2, updatedAt: CHANGED_AT }));
  const summaryMonths = monthsOf(periodOf({ month: MONTH }, TODAY));
  const store = new DigestStore(wire.db, "Ledgers", "Expenses");
  const expenses = new ExpenseRepository(wire.db, "Expenses");
  const digests = new MonthDigests(expenses, new LedgerChanges(wire.db, "Expenses"), store);
  const at = (now: Date) => ({ now, hasTime: () => true });
  const history = () => digests.read(LARGE_LEDGER, historyMonths(TODAY), at(SUMMED_AT));
  const cost = async (read: () => Promise<unknown>, before: () => Promise<unknown> = history) => {
    await wire.load(rows);
    await store.forget(LARGE_LEDGER);
    await before();
    await wire.load(changed);
    return (await wire.counting(read)).readUnits;
  };
  const sum = (months: readonly string[]) => () => digests.read(LARGE_LEDGER, months, at(READ_AT));
  const list = () => readMonth({ expenses, digests }, LARGE_LEDGER, MONTH, { limit: LISTED }, at(READ_AT));
  const { insights } = await insightRoutes(wire, TODAY);
  return {
    summary: await cost(sum(summaryMonths)),
    list: await cost(list),
    trends: await cost(sum(trendMonths(MONTHS, TODAY))),
    insights: await cost(
      () => insights(READ_AT),
      // A function would have to sum a million expenses in one request.
      async () => {
        await history();
        await insights(SUMMED_AT);
      },
    ),
  };
}

/** Milliseconds of the requests when nothing has changed since the ones before. */
async function timesOf(wire: Wire) {
  const { insights, summary } = await insightRoutes(wire, TODAY);
  return interleave(TURNS, {
    insights: () => timed(() => insights(READ_AT)),
    summary: () => timed(() => summary(READ_AT)),
  });
}
