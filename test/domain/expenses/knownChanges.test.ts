import { type BatchGetCommand, DynamoDBDocumentClient, type QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { ALL_KNOWN } from "../../../domain/expenses/changesSince";
import { changesQuery } from "../../../domain/expenses/expense";
import { expenseIdFor } from "../../../domain/expenses/expenseKeys";
import { KnownChanges } from "../../../domain/expenses/knownChanges";
import { LedgerChanges } from "../../../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../../../domain/expenses/model";
import type { ApiError } from "../../../domain/http/apiError";
import { encodeCursor } from "../../../domain/http/cursor";
import { expenseItem } from "../../helpers/expenseItem";
import { runs } from "../../helpers/runs";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.parse("2026-11-20T08:00:00.000Z");
const SINCE = new Date(START - 10 * MINUTE).toISOString();

/** A ledger whose index of changes can lag. */
class Changed {
  now = START;
  readonly items = new Map<string, ExpenseItem>();
  /** Entries of the index while it lags. */
  entries: readonly Pick<ExpenseItem, "updatedAt" | "expenseId">[] | undefined;
  /** Expenses that were read from the table. */
  read = 0;
  /** The instants from which the index was read. */
  readonly begun: string[] = [];
  readonly changes = new LedgerChanges(
    Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send: this.send.bind(this) }),
    "Expenses",
  );

  write(name: string, clock = 0): void {
    const expenseId = expenseIdFor("ledger", name);
    const before = this.items.get(expenseId);
    const at = Math.max(this.now + clock, before ? Date.parse(before.updatedAt) + 1 : 0);
    const updatedAt = new Date(at).toISOString();
    this.items.set(expenseId, expenseItem({ expenseId, updatedAt, version: 1 + (before?.version ?? 0) }));
  }

  lag(): void {
    this.entries = [...this.items.values()];
  }

  private async send({ input }: QueryCommand | BatchGetCommand) {
    if ("RequestItems" in input) {
      const keys = Object.values(input.RequestItems ?? {})[0]?.Keys ?? [];
      this.read += keys.length;
      const found = keys.flatMap(({ expenseId }) => this.items.get(expenseId) ?? []);
      return { Responses: { Expenses: found } };
    }
    const place = (one: { updatedAt?: string; expenseId?: string }) => `${one.updatedAt}#${one.expenseId}`;
    const {
      ExpressionAttributeValues: values,
      Limit = 1000,
      ExclusiveStartKey: start,
    } = input as never as {
      ExpressionAttributeValues: { ":from": string };
      Limit?: number;
      ExclusiveStartKey?: Pick<ExpenseItem, "updatedAt" | "expenseId">;
    };
    this.begun.push(values[":from"]);
    const sorted = [...(this.entries ?? this.items.values())]
      .filter((one) => one.updatedAt >= values[":from"] && (!start || place(one) > place(start)))
      .sort((a, b) => (place(a) < place(b) ? -1 : 1));
    const Items = sorted.slice(0, Limit).map(({ updatedAt, expenseId }) => ({ updatedAt, expenseId }));
    return { Items, ...(sorted.length > Limit && { LastEvaluatedKey: Items.at(-1) }) };
  }

  /** A follower that passes on what it knows. */
  follower(limit = 500) {
    const versions = new Map<string, number>();
    let since = new Date(this.now - 10 * MINUTE).toISOString();
    let known: string | undefined;
    const look = async (): Promise<number> => {
      let cursor: string | undefined;
      let until = "";
      let told = 0;
      do {
        const asked = { since, limit, ...(cursor && { cursor }), ...(known && { known }) };
        const page = await this.changes.page("ledger", asked, new Date(this.now));
        for (const { expenseId, version } of page.expenses) versions.set(expenseId, version);
        expect(page.expenses.length).to.be.at.most(limit);
        told += page.expenses.length + page.gone.length;
        ({ cursor, known, until } = page);
      } while (cursor !== undefined);
      since = until;
      return told;
    };
    return { versions, look };
  }

  get versions() {
    return new Map([...this.items].map(([id, { version }]) => [id, version]));
  }
}

describe("a follower of changes that passes on what it knows", () => {
  it("is told what changed since, and what shares its group with that at most", async () => {
    const ledger = new Changed();
    for (let index = 0; index < 200; index++) ledger.write(`${index}`);
    const { look } = ledger.follower();
    expect([await look(), await look(), await look()]).to.deep.equal([200, 0, 0]);
    ledger.read = 0;
    ledger.now += MINUTE / 2;
    ledger.write("7");
    expect(await look()).to.be.within(1, 8);
    expect(ledger.read).to.be.at.most(8);
    ledger.now += 70 * MINUTE;
    expect(await look()).to.equal(0);
  });

  it("knows everything in the end, whatever its pages, the clocks of writers and the lag of the index", async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ write: fc.nat(30), clock: fc.integer({ min: -9, max: 9 }) }) },
      { weight: 2, arbitrary: fc.constantFrom("look", "pass") },
      fc.constantFrom("lag", "show", "bulk"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 7, 500),
        fc.array(step, { maxLength: 60 }),
        async (limit, steps) => {
          const ledger = new Changed();
          const { versions, look } = ledger.follower(limit);
          let hidden = 0;
          for (const one of steps) {
            // The bound for an index.
            if (ledger.entries && ledger.now - hidden > 40 * MINUTE) ledger.entries = undefined;
            if (typeof one === "object") ledger.write(`${one.write}`, one.clock * MINUTE);
            else if (one === "look") await look();
            else if (one === "pass") ledger.now += 3 * MINUTE;
            else if (one === "show") ledger.entries = undefined;
            else if (one === "bulk") for (let index = 0; index < 40; index++) ledger.write(`bulk ${index}`);
            else {
              hidden = ledger.now;
              ledger.lag();
            }
          }
          ledger.entries = undefined;
          await look();
          expect(versions).to.deep.equal(ledger.versions);
          expect(await look()).to.equal(0);
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it("that is about to read everything is told nothing but what readings may not show yet", async () => {
    const ledger = new Changed();
    for (let index = 0; index < 2600; index++) ledger.write(`${index}`);
    ledger.now += 2 * MINUTE;
    for (const name of ["new", "7"]) ledger.write(name);
    const now = new Date(ledger.now);
    const since = new Date(ledger.now - 10 * MINUTE).toISOString();
    const all = await ledger.changes.page("ledger", { since, limit: 500, known: ALL_KNOWN }, now);
    expect([all.expenses, all.gone, all.cursor, ledger.read]).to.deep.equal([[], [], undefined, 0]);
    expect(changesQuery.safeParse({ since, known: all.known }).success).to.equal(true);
    const { known } = all;
    const next = await ledger.changes.page("ledger", { since, limit: 500, known }, now);
    const ids = next.expenses.map(({ expenseId }) => expenseId);
    expect(ids).to.include.members(["new", "7"].map((name) => expenseIdFor("ledger", name)));
    expect([ids.length < 120, next.cursor]).to.deep.equal([true, undefined]);
  });

  it("is refused what was not answered in its ledger", () => {
    const known = KnownChanges.since(new Date(START).toISOString(), 3).write("ledger");
    const read = (ledgerId: string, text: string) => {
      try {
        return KnownChanges.read(ledgerId, text).write(ledgerId);
      } catch (error) {
        return JSON.parse(JSON.stringify(error)).code ?? (error as { code: string }).code;
      }
    };
    expect(read("ledger", known)).to.equal(known);
    const made = (place: string) => encodeCursor(["known", "ledger"], place);
    for (const text of [
      "",
      "x",
      made(""),
      made("x#AAAAAAAA"),
      made("1#"),
      made("1#AAAAAAA"),
      made("1#AAAAAAAAAAAAAAAAAAAAAAAA"),
      made("-8640000000000000#AAAAAAAA"),
      made("8640000000000000#AAAAAAAA"),
      made(`${START}#AAAA`),
      made(`${START}#!!!!!!!!`),
      made(`${START}#AAAAAAA=`),
    ])
      expect(read("ledger", text), text).to.equal("cursor.invalid");
    expect(read("other", known)).to.equal("cursor.invalid");
  });

  it("is read no more of the ledger than it may have followed, whatever it makes up", async () => {
    const sums = fc.oneof(
      fc.constantFrom("", "AAAA", "AAAAAAAA", "!!!!!!!!", "AAAAAAA=", "A".repeat(16), "A".repeat(24)),
      fc.string({ maxLength: 16 }),
    );
    const time = fc.oneof(
      fc.constantFrom(0, -864e13, 864e13, 864e13 + 1, Number.NaN, START, START + DAY, START - 40 * DAY),
      fc.double(),
    );
    const instant = fc.oneof(
      time.map((at) => (Math.abs(at) <= 864e13 ? new Date(at).toISOString() : "x")),
      fc.constantFrom("1900-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", ""),
    );
    const made = {
      known: fc.tuple(time, sums).map((place) => encodeCursor(["known", "ledger"], place.join("#"))),
      cursor: fc
        .tuple(instant, instant, fc.constantFrom(expenseIdFor("ledger", "1"), "", "x"))
        .map((place) => encodeCursor(["changes", "ledger", SINCE], place.join("#"))),
    };
    const request = fc.record(
      { ...made, known: fc.oneof(made.known, fc.constant(ALL_KNOWN)) },
      { requiredKeys: [] },
    );
    const ledger = new Changed();
    for (let index = 0; index < 5; index++) ledger.write(`${index}`);
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        ledger.begun.length = 0;
        const page = ledger.changes.page("ledger", { since: SINCE, limit: 3, ...asked }, new Date(START));
        const { status } = await page.then(
          () => ({ status: 200 }),
          (error) => error as ApiError,
        );
        expect(status).to.be.oneOf([200, 400]);
        // A page of a cursor's making is as long as any other; everything is read from its place on.
        const isAll = asked.cursor === undefined || asked.known === ALL_KNOWN;
        if (isAll) for (const from of ledger.begun) expect(Date.parse(from)).to.be.at.least(START - 30 * DAY);
      }),
      { numRuns: runs(500) },
    );
  });
});
