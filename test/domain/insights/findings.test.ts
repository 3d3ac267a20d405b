import { expect } from "chai";
import * as fc from "fast-check";
import { insightsOf } from "../../../domain/insights/findings";
import type { Charge, Finding } from "../../../domain/insights/model";
import { unusualKey } from "../../../domain/insights/oneOffs";
import { addDays } from "../../../domain/values/day";
import { MAX_FINDINGS } from "../../../domain/values/limits";
import { charge, findingsOf, fourTimes, historyOf, kindsOf, monthly, priced, shopping } from "./histories";

const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);
const told = (charges: readonly Charge[], today = TODAY, oneOffs: readonly string[] = []) =>
  findingsOf(charges, today, oneOffs);

describe("a change of price", () => {
  const news = monthly("2025-12-12", 10, "News", 1299);
  const price = (amounts: readonly number[], today = TODAY) =>
    told([...HOME, ...priced(news, amounts)], today).find(({ kind }) => kind === "price");

  it("is none if the amount moves by up to 3 % each month, so the series keeps its one key", () => {
    const amounts = [1299, 1305, 1287, 1299, 1310, 1290, 1299, 1305, 1287, 1301];
    for (const today of ["2026-07-20", "2026-08-20", TODAY]) {
      const keys = told([...HOME, ...priced(news, amounts)], today).map(({ key }) => key);
      expect(keys, today).to.deep.equal(["recurring:NEWS:month"]);
    }
  });

  it("keeps its key and its amounts while the new price moves", () => {
    const amounts = [1299, 1305, 1287, 1299, 1299, 1305, 1299, 1305, 1499, 1510];
    const [august, september] = ["2026-08-20", TODAY].map((today) => price(amounts, today));
    // Its rows grow with each charge.
    expect({ ...september, rows: undefined }).to.deep.equal({ ...august, rows: undefined });
    expect(september).to.include({ key: "price:NEWS:1499", amount: 1499, usual: 1305, warns: true });
  });

  it("warns only if it is dearer", () => {
    expect(price([1499, 1499, 1499, 1499, 1499, 1499, 1499, 1499, 1299, 1299])).to.include({ warns: false });
  });
});

describe("charges without rules", () => {
  it("leave room for what is told for a month only, although they cost more", () => {
    const names = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"];
    const bills = names.flatMap((name, index) =>
      monthly(`2025-12-${10 + index}`, 10, name, 20_000 + 1_000 * index, "Bills"),
    );
    const large = charge("2026-09-14", "Market", 24_000, "Groceries");
    const findings = told([...HOME, ...bills, large]);
    expect(kindsOf(findings)).to.deep.equal(["unusual", ...Array(MAX_FINDINGS - 1).fill("recurring")]);
  });
});

describe("a charge that is overdue", () => {
  it("has not stopped if just as much was paid in its category by another name", () => {
    const made = monthly("2025-12-12", 8, "ADOBE *CREATIVE", 2_333, "Software");
    const stopped = (...more: Charge[]) => kindsOf(told([...HOME, ...made, ...more])).includes("stopped");
    const other = (amount: number, day: string) => charge(day, "Adobe Systems", amount, "Software");
    expect(stopped(other(2_333, "2026-08-13"))).to.equal(false);
    expect([
      stopped(),
      stopped(other(2_433, "2026-08-13")),
      stopped(other(2_333, "2026-08-25")),
    ]).to.deep.equal([true, true, true]);
  });
});

describe("a fact", () => {
  const large = charge("2026-08-25", "Market", 900_000, "Groceries");

  it("is told once: the expense, and neither its merchant, its category, its month nor its year", () => {
    const known = shopping("2025-01-01", TODAY);
    const findings = told([...known, large]);
    expect(findings.map(({ key }) => key)).to.deep.equal([unusualKey(large)]);
    // Later it is no news anymore, in no other words either, unless more happened.
    for (const today of ["2026-09-30", "2026-10-20", "2026-12-31"]) {
      expect(told([...shopping("2025-01-01", today), large], today), today).to.deep.equal([]);
    }
    const dearer = [...shopping("2025-01-01", "2025-12-31"), ...shopping("2026-01-01", "2026-10-20", 1.3)];
    expect(kindsOf(told([...dearer, large], "2026-10-20"))).to.deep.equal(["year"]);
    const running = { ...large, day: "2026-09-10" };
    expect(told([...known, running]).map(({ key }) => key)).to.deep.equal([unusualKey(running)]);
  });

  it("is told once over its life: as an expense until the letter about its month, and never as growth", () => {
    for (const day of ["2026-08-01", "2026-08-14", "2026-08-31"]) {
      for (const name of ["Market", "Roofer"]) {
        const one = charge(day, name, 90_000, "Groceries");
        const toldOn = (today: string) =>
          told([...shopping("2025-01-01", today), one], today).filter(({ kind }) => kind !== "pace");
        for (let after = 0; after < 70; after += 1) {
          const keys = toldOn(addDays(day, after)).map(({ key }) => key);
          expect(keys, `${name} ${day} + ${after}`).to.deep.equal(after <= 32 ? [unusualKey(one)] : []);
        }
        expect(toldOn("2026-09-02").map(({ key }) => key)).to.deep.equal([unusualKey(one)]);
      }
    }
  });

  it("is no longer unusual once others of its month are as large: then its merchant is", () => {
    const shop = monthly("2025-08-02", 12, "Toy Land", 3_000, "Toys").map((one, index) => ({
      ...one,
      day: addDays(one.day, (index % 3) * 10),
    }));
    const august = ["04", "12", "21"].map((day) => charge(`2026-08-${day}`, "Toy Land", 90_000, "Toys"));
    const on = (today: string) =>
      kindsOf(told([...shopping("2025-06-01", today), ...shop, ...august], today)).filter(
        (kind) => kind === "unusual" || kind === "merchant",
      );
    expect(["2026-08-05", "2026-08-13", "2026-08-22", "2026-09-20"].map(on)).to.deep.equal([
      ["unusual"],
      ["unusual", "unusual"],
      [],
      ["merchant"],
    ]);
  });

  it("is told once though the month is below the usual, so the year would stand out without both", () => {
    const one = charge("2026-08-31", "Market", 20_000, "Groceries");
    // On days without a rhythm: it is no subscription, which would be told to have stopped.
    const gone = monthly("2025-09-04", 12, "Apple", 13_697).map(({ day, ...others }, index) => ({
      ...others,
      day: addDays(day, (index % 2) * 12),
    }));
    expect(kindsOf(told([...shopping("2025-01-01", TODAY), one, ...gone]))).to.deep.equal([
      "unusual",
      "pace",
    ]);
  });

  it("is told once of a double charge that is unusual, too", () => {
    const findings = told([...HOME, large, { ...large }]);
    expect(kindsOf(findings)).to.deep.equal(["double"]);
  });

  it("that is dismissed, or marked as a one-off, comes back in no other words", () => {
    const expenses = [...shopping("2025-01-01", TODAY), large];
    const quiet = insightsOf(historyOf(expenses, TODAY), (key) => key === unusualKey(large));
    expect([quiet.findings, quiet.dismissed.length]).to.deep.equal([[], 1]);
    expect(told(expenses, TODAY, [unusualKey(large)])).to.deep.equal([]);
  });

  it("is told of a merchant rather than of its category", () => {
    const shop = monthly("2025-08-02", 13, "Toy Land", 3_000).map(({ day, ...one }, index) => ({
      ...one,
      day: addDays(day, (index % 3) * 8),
    }));
    const august = ["04", "09", "14"].map((day) => charge(`2026-08-${day}`, "Toy Land", 30_000));
    expect(kindsOf(told([...HOME, ...shop, ...august]))).to.deep.equal(["merchant"]);
  });

  const household = fc.record({
    amount: fc.integer({ min: 20_000, max: 2_000_000 }),
    day: fc.integer({ min: 0, max: 60 }),
    times: fc.integer({ min: 1, max: 4 }),
    name: fc.constantFrom("Market", "Apple", "Roofer"),
    category: fc.constantFrom("Groceries", "Other", "Housing"),
    subscriptions: fc.array(
      fc.tuple(
        fc.constantFrom("Apple", "Netflix"),
        fc.integer({ min: 200, max: 20_000 }),
        fc.integer({ min: 0, max: 9 }),
      ),
      { maxLength: 5 },
    ),
  });

  it("is told once, under its own key, in every household with large expenses and several subscriptions", () => {
    fc.assert(
      fc.property(household, ({ amount, day, times, name, category, subscriptions }) => {
        const one = charge(addDays(TODAY, -day), name, amount, category);
        const expenses = [
          ...shopping("2025-01-01", TODAY),
          one,
          ...Array.from({ length: times - 1 }, () => ({ ...one })),
          ...subscriptions.flatMap(([of, price, late]) =>
            monthly(`2025-0${late + 1}-05`.replace("010", "10"), 12, of, price),
          ),
        ];
        const { findings, dismissed } = insightsOf(historyOf(expenses, TODAY), () => false);
        expect(findings.length).to.be.at.most(MAX_FINDINGS);
        const hidden = insightsOf(historyOf(expenses, TODAY), () => true).dismissed;
        expect(dismissed).to.deep.equal([]);
        expect(new Set(hidden.map(({ key }) => key)).size).to.equal(hidden.length);
        // A series' new price, or its end, is a fact of its own, whether or not the last charge was made twice.
        const shown = hidden.filter(
          ({ cadence, day, amount: told }) => cadence === undefined && day === one.day && told === amount,
        );
        expect(shown.length).to.be.at.most(1);
        if (shown.length === 0) return;
        // Each other finding of its day is there as well without the expense, or if it had been as large as usual: none
        // is about it.
        const rest = expenses.filter((other) => other !== one);
        // One more than usual, lest it be the double of another.
        const usual = shown.map((finding) => ({ ...one, amount: (finding.usual ?? amount) + 1 }));
        const keys = [rest, [...rest, ...usual]].flatMap((charges) =>
          insightsOf(historyOf(charges, TODAY), () => true).dismissed.map(({ key }) => key),
        );
        const isOnDay = ({ rows }: Finding) => rows.from <= one.day && one.day <= rows.to;
        const others = hidden.filter((finding) => !shown.includes(finding) && isOnDay(finding));
        if (times === 1) expect(keys).to.include.members(others.map(({ key }) => key));
      }),
    );
  });
});

describe("an amount too small", () => {
  it("for the household is not told, of whatever kind", () => {
    const year = shopping("2025-01-01", TODAY);
    const coffee = [charge("2026-09-10", "Cafe", 400), charge("2026-09-10", "Cafe", 400)];
    const sweets = fourTimes("2025-10", 12, 50, "Sweets").filter(({ day }) => day < "2026-09");
    const more = [charge("2026-08-28", "Red Sweets", 60, "Sweets")];
    const cloud = monthly("2025-12-12", 10, "Cloud", 70);
    const tools = priced(monthly("2025-12-12", 10, "Tools", 70), [70, 70, 70, 70, 70, 70, 70, 70, 80, 80]);
    const gone = monthly("2025-12-12", 7, "Gone", 70);
    expect(told([...year, ...coffee, ...sweets, ...more, ...cloud, ...tools, ...gone])).to.deep.equal([]);
  });

  it("is measured by the ledger's median expense, so a larger double charge is told", () => {
    const twice = (amount: number) => [1, 2].map(() => charge("2026-09-10", "Cafe", amount));
    expect(told([...HOME, ...twice(900)])).to.deep.equal([]);
    expect(kindsOf(told([...HOME, ...twice(1_500)]))).to.deep.equal(["double"]);
    const [small, large] = [HOME, HOME.map((one) => ({ ...one, amount: one.amount * 10 }))].map((home) =>
      kindsOf(told([...home, charge("2026-09-12", "Fair", 40_000)])),
    );
    expect([small, large]).to.deep.equal([["unusual"], []]);
  });
});
