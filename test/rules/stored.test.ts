import { expect } from "chai";
import fc from "fast-check";
import type { Expense } from "../../domain/expenses/expense";
import { categoriesOf } from "../../site/data/categories/categorySet";
import { adjustSummary, recount } from "../../site/data/expenses/expenseSums";
import { expected } from "../../site/data/outbox/outbox";
import { unsentLedgerSettings, unsentUserSettings } from "../../site/data/settings/unsentSettings";
import { areExpenses, isEntry, isSummary } from "../../site/data/storage/storedShapes";
import { isUnsentWrite } from "../../site/data/writes/writeJournal";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { loadPreferences, preferences } from "../../site/lib/config/preferences";
import { thisMonth, today } from "../../site/lib/formatting/clock";
import { fullDay, money } from "../../site/lib/formatting/format";
import {
  currency,
  loadSettings,
  settings,
  timezone,
  unknownZone,
  usable,
} from "../../site/lib/ledger/shownSettings";
import { readStored, store } from "../../site/lib/storage/webStorage";
import { CONFIG, tokensOf, usePage } from "./page";

describe("What the page kept in the browser", () => {
  const page = usePage();
  afterEach(() => {
    page.localStorage.clear();
    loadSettings();
    loadPreferences();
  });

  /** Starts the page and reads everything that its first screen computes from kept data. */
  function start() {
    loadSettings();
    loadPreferences();
    return {
      today: today.value,
      month: thisMonth.value,
      total: money("12.50", currency()),
      zone: timezone(),
      categories: categoriesOf(settings.value).map(({ name }) => name.length),
      changes: [unsentLedgerSettings, unsentUserSettings].map((unsent) => usable(unsent.of("ada"))),
    };
  }

  it("never stops a start, whatever it is", () => {
    const keys = ["settings", "preferences", "settings-unsent", "user-settings-unsent"];
    const names = [
      "currency",
      "timezone",
      "theme",
      "language",
      "categories",
      "currencyDisplay",
      "userId",
      "values",
    ];
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("ada", "XXX", "Mars/Olympus", "tlh"));
    const kept = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(fc.constantFrom(...names), value).map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), kept, (key, text) => {
        page.localStorage.clear();
        page.localStorage.setItem(key, text);
        start();
      }),
    );
  });

  it("counts days in the deployment's zone if this browser does not know the one that was chosen, and tells so", () => {
    page.localStorage.setItem(
      "settings",
      JSON.stringify({ timezone: "America/Coyhaique_2", currency: "EUR" }),
    );
    expect(start().zone).to.equal(CONFIG.timezone);
    expect([unknownZone(), currency()]).to.deep.equal(["America/Coyhaique_2", "EUR"]);
    page.localStorage.setItem("settings", JSON.stringify({ timezone: "Asia/Tokyo" }));
    expect([start().zone, unknownZone()]).to.deep.equal(["Asia/Tokyo", undefined]);
  });

  it("is used where it is valid, setting by setting", () => {
    page.localStorage.setItem(
      "preferences",
      JSON.stringify({ theme: "dark", language: "tlh", currencyDisplay: 7, other: 1 }),
    );
    loadPreferences();
    expect(preferences.value).to.deep.equal({
      theme: "dark",
      language: "system",
      currencyDisplay: "narrowSymbol",
    });
    const food = { name: "Food", colour: "#c8626d", sign: "food" };
    page.localStorage.setItem(
      "settings",
      JSON.stringify({ currency: "XXX", theme: "dark", categories: [food, { name: 7 }, null] }),
    );
    loadSettings();
    expect(JSON.parse(JSON.stringify(settings.value))).to.deep.equal({ categories: [food] });
  });

  it("is nothing where the browser refuses, and the page is told", () => {
    const refuse = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    const { getItem, setItem } = page.localStorage;
    Object.assign(page.localStorage, { getItem: refuse, setItem: refuse });
    expect([store("settings", {}), readStored("settings")]).to.deep.equal([false, undefined]);
    Object.assign(page.localStorage, { getItem, setItem });
    expect([store("settings", { a: 1 }), readStored("settings")]).to.deep.equal([true, { a: 1 }]);
  });

  it("is left out where it is no entry, write, expense or sum that the page can show", () => {
    startSession(tokensOf("ada"));
    const expense = {
      expenseId: "e",
      description: "Tea",
      amount: "12.50",
      currency: "XTS", // From a newer version of the page.
      date: "2026-11-20",
      category: "Other",
      createdBy: "ada",
      createdAt: "2026-11-20T08:00:00.000Z",
      updatedAt: "2026-11-20T08:00:00.000Z",
      version: 1,
    };
    const summary = adjustSummary(
      { month: "2026-11", previousMonth: "2026-10", currencies: [] },
      undefined,
      expense,
    );
    const write = { kind: "change", before: expense, changes: { amount: "7.00" } };
    const entry = { key: "k", order: 1, state: "waiting", draft: { ...expense, currency: "USD" } };
    const good = [expense, summary, { key: "w", order: 1, write }, entry];
    const checks = [(read: unknown) => areExpenses([read]), isSummary, isUnsentWrite, isEntry];
    expect(checks.map((check, index) => check(good[index]))).to.deep.equal([true, true, true, true]);

    /** Shows all that is shown of expenses. */
    const show = (read: unknown) => {
      if (areExpenses([read])) {
        const shown = read as Expense;
        money(shown.amount, shown.currency);
        fullDay(shown.date);
        adjustSummary(summary, shown, shown);
      }
      if (isSummary(read)) {
        for (const sums of read.currencies) money(sums.total, sums.currency);
        recount(read, [expense]);
      }
      if (isEntry(read)) expected(read);
    };
    for (const one of good) show(one);
    const damage = fc.record({
      which: fc.nat(good.length - 1),
      path: fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }),
      value: fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constantFrom("XXXX", "1.5e3", "2026-02-30")),
    });
    fc.assert(fc.property(damage, ({ which, path, value }) => show(damaged(good[which], path, value))));
  });
});

/** A copy of a value with another one at a place in it. */
function damaged(value: unknown, [step, ...rest]: readonly number[], by: unknown): unknown {
  if (step === undefined || typeof value !== "object" || value === null) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const names = Object.keys(copy);
  const name = names[step % Math.max(1, names.length)] ?? "new";
  copy[name] = damaged(copy[name], rest, by);
  return copy;
}
