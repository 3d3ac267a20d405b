import { expect } from "chai";
import type { ActivityEntry } from "../../domain/ledgers/activitySchemas";
import { isNews, lastVisit, visited } from "../../site/data/ledgers/lastVisit";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { keysOf } from "../../site/screens/activity/entryKeys";
import { tokensOf, usePage } from "./page";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString();

const act = (minute: number, by = "bob", after = "Flat"): ActivityEntry => ({
  at: at(minute),
  ledger: { by, changes: [{ type: "renamed", after }] },
});

/** An expense that was changed by users at minutes, newest first. */
function changed(expenseId: string, ...changes: [by: string, minute: number][]): ActivityEntry {
  const expense = { expenseId, createdBy: "bob", createdAt: at(-600) } as never;
  const steps = changes.map(([by, minute]) => ({ by, at: at(minute) }) as never);
  return { at: at(changes[0]?.[1] ?? 0), expense: { expense, changes: steps } };
}

describe("The activity that a user has seen", () => {
  const page = usePage();
  beforeEach(() => startSession(tokensOf("ada")));
  afterEach(signOut);

  /** The entries that are news after a visit. */
  const news = (...entries: ActivityEntry[]) => {
    const visit = lastVisit();
    return visit && entries.filter((entry) => isNews(entry, visit));
  };

  it("leaves what shows later news, though it is earlier, as an index or another clock lets it", () => {
    const [seen, late, edited] = [act(0), act(-9), changed("tea", ["bob", -8])];
    expect(news(seen)).to.equal(undefined);
    visited([seen, act(-100)], true);
    expect(news(seen, late, edited, act(-71), act(-100))).to.deep.equal([late, edited]);
    visited([seen, late, edited], true);
    expect(news(seen, late, edited)).to.deep.equal([]);
    // A change of one that was seen.
    expect(news(changed("tea", ["bob", -7], ["bob", -8]))).to.have.length(1);
    expect(news(changed("tea", ["ada", -7], ["bob", -8]))).to.deep.equal([]);
    expect(news(act(-9, "cleo"))).to.have.length(1);
    expect(page.localStorage.getItem("seenActivity")).not.to.include("Flat");
  });

  it("includes what was before the entries that were read", () => {
    visited([act(0), act(-5)], false);
    expect(news(act(0), act(-5), act(-6))).to.deep.equal([]);
  });

  it("is what a page of the release before has kept, and that release can read it", () => {
    visited([act(0)], true);
    const [key = ""] = Object.keys(JSON.parse(page.localStorage.getItem("visits") ?? ""));
    expect(JSON.parse(page.localStorage.getItem("visits") ?? "")).to.deep.equal({ [key]: at(0) });
    page.localStorage.setItem("visits", JSON.stringify({ [key]: at(5) }));
    expect(news(act(4), act(6))).to.deep.equal([act(6)]);
  });

  it("leaves a change of others news that is behind those of the user", () => {
    visited([act(-500)], true);
    const entry = changed(
      "tea",
      ...Array.from({ length: 5 }, (_, index): [string, number] => ["ada", -index]),
    );
    expect(news(entry)).to.deep.equal([]);
    const { expense } = entry;
    if (expense) expense.earlier = [{ by: "bob", at: at(-9) }];
    expect(news(entry)).to.deep.equal([entry]);
  });

  it("has a key for each entry, though acts are of one instant", () => {
    const entries = [act(0), act(0, "bob", "Home"), act(0), changed("tea", ["bob", 0])];
    expect(new Set(keysOf(entries)).size).to.equal(entries.length);
    expect(keysOf([act(5), ...entries]).slice(1)).to.deep.equal(keysOf(entries));
  });
});
