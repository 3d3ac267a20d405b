import type { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { type MonthSources, readMonth } from "../../../domain/digests/monthPage";
import { expenseIdFor, indexKeys, trashId } from "../../../domain/expenses/expenseKeys";
import { readPage } from "../../../domain/expenses/expensePages";
import type { ExpenseRepository, ListRange } from "../../../domain/expenses/expenseRepository";
import { LedgerChanges } from "../../../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../../../domain/expenses/model";
import type { StoredChange } from "../../../domain/expenses/storedHistory";
import { Activity } from "../../../domain/ledgers/activity";
import type { Ledger } from "../../../domain/ledgers/model";
import { MAX_ACTIVITY_PAGE, MAX_PAGE_SIZE } from "../../../domain/values/limits";
import { fullExpense } from "../../helpers/fullExpense";

/** Bytes of the largest response of a function. */
const MAX_RESPONSE = 6_291_556;
const COUNT = 450;

describe("A page of expenses that are as large as the API accepts", () => {
  const one = fullExpense();
  const { ledgerId } = one;
  const now = new Date();
  const reading = { now, hasTime: () => true };
  /** A change of every text: the newest is kept whatever its size. */
  const { description, merchant, notes, tags, parts } = JSON.parse(JSON.stringify(one));
  const changes = Object.fromEntries(
    Object.entries({ description, merchant, notes, tags, parts }).map(([field, text]) => [
      field,
      [text, text],
    ]),
  ) as StoredChange["changes"];
  const history: StoredChange[] = [
    { version: 2, at: now.toISOString(), by: one.createdBy, via: "page", changes },
  ];
  /** Newest first. */
  const items: ExpenseItem[] = Array.from({ length: COUNT }, (_, index) => ({
    ...one,
    history,
    expenseId: expenseIdFor(ledgerId, String(index)),
    createdAt: new Date(now.getTime() - index * 1000).toISOString(),
    updatedAt: new Date(now.getTime() - index * 1000).toISOString(),
  }));

  /** Entries of the index of changes, with the stored expenses. */
  class FullChanges extends LedgerChanges {
    constructor() {
      const send = async ({ input }: QueryCommand) => {
        const { ScanIndexForward = true, Limit = 0, ExclusiveStartKey: start } = input;
        const entries = items.map(({ expenseId, updatedAt }) => ({ ledgerId, updatedAt, expenseId }));
        const sorted = ScanIndexForward ? entries.toReversed() : entries;
        const from = sorted.findIndex(({ expenseId }) => expenseId === start?.expenseId) + 1;
        const page = sorted.slice(from, from + Limit);
        return { Items: page, ...(from + Limit < COUNT && { LastEvaluatedKey: page.at(-1) }) };
      };
      super({ send } as unknown as DynamoDBDocumentClient, "Expenses");
    }

    override async stored(ids: readonly string[]) {
      return new Map(items.filter(({ expenseId }) => ids.includes(expenseId)).map((i) => [i.expenseId, i]));
    }
  }

  async function* storedPages({ after }: ListRange, size: number) {
    const rest = items.filter((item) => after === undefined || indexKeys(item).listKey < after);
    for (let start = 0; start < rest.length; start += size) yield rest.slice(start, start + size);
  }
  const repository = { storedPages } as unknown as ExpenseRepository;
  const limit = MAX_PAGE_SIZE;
  const page = (cursor?: string) => (cursor === undefined ? { limit } : { limit, cursor });
  const idsOf = (expenses: readonly { expenseId: string }[]) => expenses.map(({ expenseId }) => expenseId);

  const sources: MonthSources = {
    expenses: {
      pages: (range, { Limit = 0 } = {}) => storedPages(range, Limit),
    },
    digests: {
      readWithChanges: async () => ({ months: new Map(), changes: { from: "", changes: [] } }),
    } as unknown as MonthSources["digests"],
  };

  const list = async (listId: string, cursor?: string) => {
    const body = await readPage(repository, { listId }, page(cursor), reading);
    return { body, ids: idsOf(body.expenses) };
  };
  const routes = {
    "GET /expenses": (cursor?: string) => list(ledgerId, cursor),
    "GET /expenses/trash": (cursor?: string) => list(trashId(ledgerId), cursor),
    "GET /expenses with sums": async (cursor?: string) => {
      if (cursor !== undefined) return list(ledgerId, cursor);
      const { summary, ...body } = await readMonth(
        sources,
        ledgerId,
        one.date.slice(0, 7),
        { limit },
        reading,
      );
      return { body: { ...body, cursor: undefined }, ids: idsOf(body.expenses) };
    },
    "GET /expenses/changes": async (cursor?: string) => {
      const request = { since: now.toISOString(), ...page(cursor) };
      const body = await new FullChanges().page(ledgerId, request, now);
      return { body, ids: idsOf(body.expenses) };
    },
    "GET /activity": async (cursor?: string) => {
      const acts = { latest: async () => [] };
      const activity = new Activity(new FullChanges(), acts as never);
      const ledger = { id: ledgerId } as Ledger;
      const body = await activity.page(ledger, { limit: MAX_ACTIVITY_PAGE, cursor }, now);
      return { body, ids: body.entries.flatMap(({ expense }) => expense?.expense.expenseId ?? []) };
    },
  };

  for (const [route, read] of Object.entries(routes))
    it(`fits into a function's response, and the pages show each once: ${route}`, async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body, ids } = await read(cursor);
        const response = JSON.stringify({ statusCode: 200, headers: {}, body: JSON.stringify(body) });
        expect(Buffer.byteLength(response)).to.be.below(MAX_RESPONSE);
        seen.push(...ids);
        cursor = body.cursor;
      } while (cursor !== undefined);
      if (route.endsWith("sums")) return;
      expect(seen.length).to.equal(COUNT);
      expect(new Set(seen).size).to.equal(COUNT);
    });
});
