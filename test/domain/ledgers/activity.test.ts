import { expect } from "chai";
import fc from "fast-check";
import { newExpenseId } from "../../../domain/expenses/expenseKeys";
import type { ChangedExpense, LedgerChanges } from "../../../domain/expenses/ledgerChanges";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { encodeCursor } from "../../../domain/http/cursor";
import { Activity } from "../../../domain/ledgers/activity";
import type { LedgerActLog, PlacedAct } from "../../../domain/ledgers/ledgerActLog";
import { actBetween } from "../../../domain/ledgers/ledgerActs";
import type { Ledger, LedgerAct, LedgerChange } from "../../../domain/ledgers/model";
import { expenseItem } from "../../helpers/expenseItem";

const NOW = new Date("2026-11-26T12:00:00.000Z");
const at = (minute: number) => new Date(NOW.getTime() - minute * 60_000).toISOString();
const ledger: Ledger = {
  ...{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", exists: true, settings: {}, version: 1, name: "Home" },
  members: { ada: { role: "owner", since: at(9), email: "ada@example.com" } },
};
const bob = { role: "viewer", since: at(0), email: "bob@example.com" } as const;
const invitation = { hash: "#", role: "viewer", by: "ada", createdAt: at(0), expiresAt: at(-9) } as const;

describe("what is done to a ledger", () => {
  const told = (before: Partial<Ledger>, after: Partial<Ledger>): LedgerChange[] =>
    actBetween({ ...ledger, ...before }, { ...ledger, ...before, ...after }, "ada", NOW)?.changes ?? [];
  const shared = { ...ledger.members, bob };

  const cases: [string, Partial<Ledger>, Partial<Ledger>, LedgerChange[]][] = [
    [
      "joining, which uses an invitation up",
      { invitations: { one: invitation } },
      { members: shared, invitations: {} },
      [{ type: "joined", member: "bob", after: "viewer" }],
    ],
    [
      "another role",
      { members: shared },
      { members: { ...shared, bob: { ...bob, role: "editor" } } },
      [{ type: "role", member: "bob", before: "viewer", after: "editor" }],
    ],
    [
      "removing a member",
      { members: shared },
      { members: ledger.members },
      [{ type: "removed", member: "bob", before: "viewer" }],
    ],
    [
      "leaving",
      { members: shared },
      { members: { bob: { ...bob, role: "owner" } } },
      [
        { type: "left", member: "ada", before: "owner" },
        { type: "role", member: "bob", before: "viewer", after: "owner" },
      ],
    ],
    ["inviting", {}, { invitations: { one: invitation } }, [{ type: "invited", after: "viewer" }]],
    [
      "inviting, when others have expired",
      { invitations: { old: invitation } },
      { invitations: { one: invitation } },
      [{ type: "invited", after: "viewer" }],
    ],
    [
      "revoking an invitation",
      { invitations: { one: invitation } },
      { invitations: {} },
      [{ type: "uninvited", before: "viewer" }],
    ],
    [
      "another name and colour",
      {},
      { name: "Flat", colour: "#336699" },
      [
        { type: "renamed", before: "Home", after: "Flat" },
        { type: "recoloured", after: "#336699" },
      ],
    ],
    ["archiving", {}, { archivedAt: at(0) }, [{ type: "archived" }]],
    ["making it active again", { archivedAt: at(1) }, { archivedAt: undefined }, [{ type: "reopened" }]],
    [
      "deleting, which ends invitations",
      { invitations: { one: invitation } },
      { erasesAt: at(0), invitations: undefined },
      [{ type: "deleted" }],
    ],
    ["taking the deletion back", { erasesAt: at(-1) }, { erasesAt: undefined }, [{ type: "restored" }]],
    [
      "another currency and zone",
      { settings: { currency: "USD" } },
      { settings: { currency: "EUR", timezone: "Europe/Berlin" } },
      [
        { type: "currency", before: "USD", after: "EUR" },
        { type: "timezone", after: "Europe/Berlin" },
      ],
    ],
    ["other categories", {}, { settings: { categories: [] } }, [{ type: "categories" }]],
    ["other groups of categories", {}, { settings: { categoryGroups: ["Fun"] } }, [{ type: "categories" }]],
    ["nothing, if a user chooses a look", {}, { settings: { theme: "dark", language: "de" } }, []],
  ];
  for (const [what, before, after, changes] of cases) {
    it(`tells ${what}`, () => expect(told(before, after)).to.deep.equal(changes));
  }

  it("has a later time than what was done before, also if the clock went back", () => {
    const lastAct = { at: at(-5), by: "bob", changes: [] };
    expect(actBetween({ ...ledger, lastAct }, { ...ledger, name: "Flat" }, "ada", NOW)?.at).to.equal(
      new Date(Date.parse(at(-5)) + 1).toISOString(),
    );
  });

  it("tells once that a user sorts the categories, however many changes that takes", () => {
    const sorted = { ...ledger, settings: { categories: [] } };
    const by = (user: string, minute: number): LedgerAct => ({
      at: at(minute),
      by: user,
      changes: [{ type: "categories" }],
    });
    expect(actBetween({ ...ledger, lastAct: by("ada", 59) }, sorted, "ada", NOW)).to.equal(undefined);
    for (const lastAct of [by("ada", 61), by("bob", 1)]) {
      expect(actBetween({ ...ledger, lastAct }, sorted, "ada", NOW)?.changes).to.have.length(1);
    }
  });
});

/** The two lists in memory, newest first. */
function activityOf(items: readonly ExpenseItem[], acts: readonly PlacedAct[]): Activity {
  const byChange = [...items].sort((a, b) => (key(a) < key(b) ? 1 : -1));
  const changes: Pick<LedgerChanges, "newest" | "stored"> = {
    newest: async (_, limit, before) =>
      byChange.filter((one) => !before || key(one) < key(before)).slice(0, limit),
    stored: async (ids) =>
      new Map(items.filter(({ expenseId }) => ids.includes(expenseId)).map((one) => [one.expenseId, one])),
  };
  const log: Pick<LedgerActLog, "latest"> = {
    latest: async (_, limit, before) => acts.filter((one) => !before || one.place < before).slice(0, limit),
  };
  return new Activity(changes as LedgerChanges, log as LedgerActLog);
}

const key = ({ updatedAt, expenseId }: ChangedExpense) => `${updatedAt}#${expenseId}`;

describe("the activity of a ledger", () => {
  it("comes newest first and whole, each once, in pages of any size", async () => {
    const minutes = fc.nat({ max: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(minutes, { maxLength: 12 }),
        fc.uniqueArray(fc.tuple(minutes, fc.constantFrom("", "#one", "#two")), {
          ...{ maxLength: 12, selector: String },
        }),
        fc.integer({ min: 1, max: 5 }),
        async (changed, done, limit) => {
          const items = changed.map((minute, number) =>
            expenseItem({ expenseId: newExpenseId(new Date(number)), updatedAt: at(minute) }),
          );
          const acts = done
            .map(([minute, subject]) => ({ at: at(minute), place: at(minute) + subject }))
            .sort((a, b) => (a.place < b.place ? 1 : -1))
            .map((one): PlacedAct => ({ ...one, by: "ada", changes: [] }));
          const activity = activityOf(items, acts);
          const entries = [];
          let cursor: string | undefined;
          do {
            const page = await activity.page(ledger, { limit, cursor }, NOW);
            expect(page.entries.length).to.be.at.most(limit);
            entries.push(...page.entries);
            cursor = page.cursor;
          } while (cursor !== undefined);
          const times = entries.map((entry) => entry.at);
          expect(times).to.deep.equal([...times].sort().reverse());
          const ids = entries.flatMap(({ expense }) => expense?.expense.expenseId ?? []);
          expect(ids)
            .to.have.members(items.map(({ expenseId }) => expenseId))
            .and.have.length(items.length);
          expect(entries.filter((one) => one.ledger !== undefined).map((one) => one.at)).to.deep.equal(
            acts.map((act) => act.at),
          );
        },
      ),
    );
  });

  it("leaves out what has expired in the trash", async () => {
    const gone = expenseItem({ deletedAt: at(1), expiresAt: NOW.getTime() / 1000 });
    expect(await activityOf([gone], []).page(ledger, { limit: 5 }, NOW)).to.deep.equal({ entries: [] });
  });

  it("names others who changed an expense before its last five changes, each once", async () => {
    const history = ["bob", "cleo", "bob", "ada", "ada", "ada", "ada", "ada"].map((by, index) => ({
      ...{ version: index + 2, at: at(9 - index), by, via: "page" as const, changes: {} },
    }));
    const shown = async (kept: typeof history) => {
      const page = await activityOf([expenseItem({ history: kept })], []).page(ledger, { limit: 5 }, NOW);
      return page.entries[0]?.expense;
    };
    expect(await shown(history.slice(3))).not.to.have.property("earlier");
    const { changes, earlier } = (await shown(history)) ?? {};
    expect(changes?.map(({ by }) => by)).to.deep.equal(Array(5).fill("ada"));
    expect(earlier).to.deep.equal([
      { by: "bob", at: at(7) },
      { by: "cleo", at: at(8) },
    ]);
  });

  it("goes on from cursors of former pages, which had the time of the last act alone", async () => {
    const acts = [1, 2].map((minute) => ({ at: at(minute), place: at(minute), by: "ada", changes: [] }));
    const cursor = encodeCursor(["activity", ledger.id], `##${at(1)}`);
    const { entries } = await activityOf([], acts).page(ledger, { limit: 5, cursor }, NOW);
    expect(entries.map((entry) => entry.at)).to.deep.equal([at(2)]);
  });

  it("refuses cursors that are none of its own", async () => {
    const scope = ["activity", ledger.id];
    for (const place of [
      "",
      "##",
      "x##",
      `${at(1)}##`,
      `#${newExpenseId(NOW)}#`,
      "##x",
      `##${at(1)}#`,
      "###one",
      `##${at(1)}#a#b`,
    ]) {
      const cursor = encodeCursor(scope, place);
      const outcome = await activityOf([], [])
        .page(ledger, { limit: 5, cursor }, NOW)
        .catch(({ code }) => code);
      // The cursor of a page before which nothing was shown names no place.
      if (place === "" || place === "##") expect(outcome, place).to.deep.equal({ entries: [] });
      else expect(outcome, place).to.equal("cursor.invalid");
    }
  });
});
