import { expect } from "chai";
import * as fc from "fast-check";
import { insightsOf } from "../../../domain/insights/findings";
import { forecastOf } from "../../../domain/insights/forecast";
import { insightsAnswer } from "../../../domain/insights/insightAnswers";
import { letterFactsOf } from "../../../domain/insights/letterFacts";
import { byMerchant } from "../../../domain/insights/merchants";
import type { Charge, Finding } from "../../../domain/insights/model";
import { unusualKey } from "../../../domain/insights/oneOffs";
import { addDays } from "../../../domain/values/day";
import { MAX_FINDINGS } from "../../../domain/values/limits";
import { charge, groceries, historyOf, monthly } from "./histories";

const TODAY = "2026-09-20";
const HOME = [...groceries("2025-06-01", TODAY), ...monthly("2025-06-03", 16, "Landlord", 90000, "Housing")];

const all = () => false;
const told = (charges: readonly Charge[], today = TODAY) =>
  insightsOf(historyOf(charges, today), all).findings;
const kinds = (findings: readonly Finding[]) =>
  findings.map(({ kind, name, category }) => [kind, name ?? category]);

describe("insights", () => {
  it("find a charge that comes every month, with the day of the next one", () => {
    const { findings, series } = insightsOf(historyOf(HOME, TODAY), all);
    expect(kinds(findings)).to.deep.include(["recurring", "Landlord"]);
    const { occurrences, ...rent } = series[0] ?? expect.fail();
    expect(occurrences).to.have.length(16);
    expect([rent, series.length]).to.deep.equal([
      {
        ...{ name: "Landlord", merchant: "LANDLORD", category: "Housing", cadence: "month" },
        ...{ amount: 90000, varies: false, nextOn: "2026-10-03" },
      },
      1,
    ]);
  });

  it("tell another price of a subscription that is written in three ways, once, with the price before", () => {
    const spellings = ["NETFLIX.COM 866-579", "Netflix", "Netflix Inc."];
    const subscription = monthly("2026-01-12", 9, "", 1299).map((one, index) => ({
      ...one,
      name: spellings[index % 3] ?? "",
      amount: index < 7 ? 1299 : 1499,
    }));
    const [price] = told([...HOME, ...subscription]);
    expect(price).to.deep.include({
      ...{ kind: "price", key: "price:NETFLIX:1499", warns: true, weight: 2400 },
      ...{ name: "Netflix Inc.", category: "Other", cadence: "month" },
      ...{ amount: 1499, usual: 1299, day: "2026-08-12" },
    });
  });

  it("tell that a charge stopped, but not years later", () => {
    const stopped = monthly("2026-01-12", 6, "Gym", 3990, "Health");
    expect(kinds(told([...HOME, ...stopped], "2026-08-20"))).to.deep.include(["stopped", "Gym"]);
    expect(kinds(told([...HOME, ...stopped], "2026-07-20"))).to.deep.include(["recurring", "Gym"]);
    expect(kinds(told([...HOME, ...stopped], "2027-06-20"))).not.to.deep.include(["stopped", "Gym"]);
  });

  it("tell of a double charge, unless it is a habit or was paid back", () => {
    const twice = [charge("2026-09-10", "Shoe World", 8990), charge("2026-09-11", "SHOE WORLD 12", 8990)];
    const [double] = told([...HOME, ...twice]);
    expect(double).to.deep.include({
      ...{ kind: "double", key: "double:SHOE WORLD 12:8990:2026-09-10", warns: true, weight: 8990 },
      ...{ name: "SHOE WORLD 12", category: "Other", amount: 8990, day: "2026-09-11", since: "2026-09-10" },
    });
    const refund: Charge = { ...charge("2026-09-15", "Shoe World", 8990), kind: "refund" };
    expect(kinds(told([...HOME, ...twice, refund]))).not.to.deep.include(["double", "SHOE WORLD 12"]);
    const habit = ["2026-07-01", "2026-08-01"].flatMap((day) => [
      charge(day, "Shoe World", 8990),
      charge(day, "Shoe World", 8990),
    ]);
    expect(kinds(told([...HOME, ...habit, ...twice])).map(([kind]) => kind)).not.to.include("double");
  });

  it("tell of an expense that is far from what is usual, not of a rent that is as always", () => {
    const unusual = told([...HOME, charge("2026-09-14", "Rewe", 42000, "Groceries")]);
    expect(unusual.find(({ kind }) => kind === "unusual")).to.deep.include({
      kind: "unusual",
      name: "Rewe",
      amount: 42000,
      day: "2026-09-14",
    });
    expect(kinds(unusual)).not.to.deep.include(["unusual", "Landlord"]);
  });

  it("foretell the month from what is known to come and from the ends of the months before", () => {
    const { forecast } = insightsOf(historyOf(HOME, "2026-08-15"), all);
    const whole = HOME.filter(({ day }) => day.startsWith("2026-08")).reduce(
      (sum, { amount }) => sum + amount,
      0,
    );
    expect(forecast?.periods).to.equal(14);
    expect(forecast?.due).to.equal(0);
    expect(forecast?.total).to.be.within(whole * 0.9, whole * 1.1);
    expect(forecast?.total).to.be.within(forecast?.low ?? 0, forecast?.high ?? 0);
    expect(insightsOf(historyOf(HOME, "2026-08-02"), all).forecast?.due).to.equal(90000);
  });

  it("foretell nothing below 14 days of history", () => {
    const at = (days: number) =>
      insightsOf(historyOf([charge("2026-09-01", "Rewe", 4000)], addDays("2026-09-01", days)), all).forecast;
    expect([at(0), at(13)]).to.deep.equal([undefined, undefined]);
    expect(at(14)?.periods).to.equal(0);
  });

  it("tell that a merchant grew, however it is written", () => {
    const shop = monthly("2025-08-02", 12, "Toy Land", 3_000).map(({ day, ...one }, index) => ({
      ...one,
      day: addDays(day, (index % 3) * 10),
    }));
    const august = [
      charge("2026-08-04", "TOY LAND 12", 60_000),
      charge("2026-08-12", "Toy Land", 60_000),
      charge("2026-08-21", "Toyland", 50_000),
    ];
    const grown = told([...HOME, ...shop, ...august]).find(({ kind }) => kind === "merchant");
    expect(grown).to.deep.include({ key: "merchant:TOYLAND:2026-08", amount: 170_000, usual: 3_000 });
  });

  it("leave a one-off out of what is usual, and tell it no more, but count what it cost", () => {
    const roof = charge("2026-07-28", "Roofer", 500_000, "Housing");
    const late = { ...charge("2026-09-14", "Rewe", 42_000, "Groceries") };
    const expenses = [...HOME, roof, late];
    const at = (oneOffs: readonly string[], today = TODAY) => historyOf(expenses, today, oneOffs);
    const marked = [unusualKey(roof), unusualKey(late)];
    const keys = (oneOffs: readonly string[]) => insightsOf(at(oneOffs), all).findings.map(({ key }) => key);
    expect(keys([])).to.include(unusualKey(late));
    expect(keys(marked)).not.to.include(unusualKey(late));
    const [with_, without] = [[], marked].map((oneOffs) => forecastOf(at(oneOffs)) ?? expect.fail());
    expect(without?.spent).to.equal(with_?.spent);
    expect(without?.high).to.be.below(with_?.high ?? 0);
    const [told] = insightsAnswer([at(marked)], TODAY, all, () => ({ budgets: [], findings: [] })).currencies;
    expect(told?.oneOffs.map(({ rows: _, ...one }) => one)).to.deep.equal([
      { key: unusualKey(late), name: "Rewe", category: "Groceries", amount: "420.00", day: "2026-09-14" },
      { key: unusualKey(roof), name: "Roofer", category: "Housing", amount: "5000.00", day: "2026-07-28" },
    ]);
    const july = historyOf(expenses, "2026-08-05", marked);
    expect(letterFactsOf(july)?.total).to.equal(letterFactsOf(historyOf(expenses, "2026-08-05"))?.total);
  });

  it("tell nothing of an empty history", () => {
    expect(insightsOf(historyOf([], TODAY), all)).to.deep.equal({ findings: [], dismissed: [], series: [] });
  });

  it("leave out what the user dismissed, and tell the next one instead", () => {
    const [first] = told(HOME);
    const { findings, dismissed } = insightsOf(historyOf(HOME, TODAY), (key) => key === first?.key);
    expect(dismissed).to.deep.equal([first]);
    expect(findings.map(({ key }) => key)).not.to.include(first?.key);
  });

  const charges = fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 700 }),
        fc.constantFrom("Rewe", "Netflix", "NETFLIX 12", "Gym", "Hotel"),
        fc.integer({ min: 1, max: 90000 }),
        fc.constantFrom("Food", "Fun", "Travel"),
      )
      .map(([day, name, amount, category]) => charge(addDays("2024-10-01", day), name, amount, category)),
    { maxLength: 120 },
  );

  it("are few, told once, and the same whatever the currency's unit is", () => {
    fc.assert(
      fc.property(charges, (some) => {
        const findings = told(some);
        expect(findings.length).to.be.at.most(MAX_FINDINGS);
        expect(new Set(findings.map(({ key }) => key)).size).to.equal(findings.length);
        const thousandfold = told(some.map((one) => ({ ...one, amount: one.amount * 1000 })));
        expect(kinds(thousandfold)).to.deep.equal(kinds(findings));
      }),
    );
  });

  it("put every charge with one merchant", () => {
    fc.assert(
      fc.property(charges, (some) => {
        const groups = [...byMerchant(some).values()];
        expect(groups.flat()).to.have.members(some);
      }),
    );
  });
});
