import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import { insightsAnswer } from "../../../domain/insights/insightAnswers";
import type { Charge } from "../../../domain/insights/model";
import { oneOffKey } from "../../../domain/insights/oneOffKeys";
import { unusualKey } from "../../../domain/insights/oneOffs";
import { historiesOf } from "../../../domain/insights/spendingHistory";
import { ledgerSettings } from "../../../domain/ledgers/settings";
import { addMonths } from "../../../domain/values/day";
import { MAX_INSIGHT_KEY_LENGTH } from "../../../domain/values/limits";
import { charge, findingsOf, fourTimes, historyOf, kindsOf, shopping } from "./histories";

const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);

const back = (one: Charge, day: string, amount = one.amount): Charge => ({
  ...one,
  day,
  amount,
  kind: "refund",
});

describe("a one-off that was paid back", () => {
  const roof = charge("2026-06-10", "Roofer", 300_000, "Groceries");

  it("leaves the usual once: by day, in its category, and in the months of both", () => {
    for (const [day, amount] of [
      ["2026-06-10", 300_000],
      ["2026-06-28", 300_000],
      ["2026-07-14", 120_000],
    ] as const) {
      const paid = [...HOME, roof, back(roof, day, amount)];
      const [plain, marked] = [historyOf(HOME, TODAY), historyOf(paid, TODAY, [unusualKey(roof)])];
      const days = (usual: ReadonlyMap<string, number>) =>
        [...usual].filter(([, total]) => total !== 0).sort();
      expect(days(marked.usual), day).to.deep.equal(days(plain.usual));
      expect([...(marked.usualCategories.get("Groceries") ?? [])], day).to.have.deep.members([
        ...(plain.usualCategories.get("Groceries") ?? []),
      ]);
    }
  });

  it("of a merchant leaves what is usual there once", () => {
    const toys = (day: string, amount: number) => charge(day, "Bazaar", amount, "Toys");
    // On days without a rhythm: it is no subscription.
    const before = Array.from({ length: 3 }, (_, index) =>
      toys(`${addMonths("2026-05", index)}-${index % 2 === 0 ? "02" : "27"}`, 30_000 + index),
    );
    const offs = ["2026-05-11", "2026-06-11", "2026-07-11"].map((day) => toys(day, 400_000));
    const returned = offs.map((one) => back(one, one.day.replace("-11", "-19")));
    const august = Array.from({ length: 10 }, (_, index) =>
      toys(`2026-08-${String(2 * index + 5).padStart(2, "0")}`, 8_000 + index),
    );
    const grown = (more: readonly Charge[], oneOffs: readonly Charge[]) =>
      findingsOf(
        [...shopping("2026-05-01", TODAY), ...before, ...august, ...more],
        TODAY,
        oneOffs.map(unusualKey),
      )
        .filter(({ kind }) => kind === "merchant")
        .map(({ amount, usual }) => [amount, usual]);
    const plain = grown([], []);
    expect(plain).to.deep.equal([[80_045, 30_001]]);
    expect(grown([...offs, ...returned], offs)).to.deep.equal(plain);
  });

  it("explains no more of a month than it cost", () => {
    const usual = fourTimes("2025-08", 12, 4_000, "Restaurants");
    const august = fourTimes("2026-08", 1, 9_000, "Restaurants").map((one) => ({
      ...one,
      name: `New ${one.name}`,
    }));
    const feast = charge("2026-08-03", "Hall", 40_000, "Restaurants");
    const told = (...more: Charge[]) =>
      kindsOf(findingsOf([...HOME, ...usual, ...august, feast, ...more], TODAY, [unusualKey(feast)]));
    expect(told()).to.include("category");
    expect(told(back(feast, "2026-08-20"))).to.include("category");
    const less = fourTimes("2026-08", 1, 4_500, "Restaurants").map((one) => ({
      ...one,
      name: `New ${one.name}`,
    }));
    expect(
      kindsOf(findingsOf([...HOME, ...usual, ...less, feast], TODAY, [unusualKey(feast)])),
    ).not.to.include("category");
  });
});

describe("a one-off that is split", () => {
  const split: Charge = { ...charge("2026-08-05", "IKEA", 60_000, "Groceries"), share: 20_000 };

  it("is told with the part in its category, and with the rows of that", () => {
    const history = historyOf([...HOME, split], TODAY, [unusualKey(split)]);
    const answer = insightsAnswer(
      [history],
      TODAY,
      () => false,
      () => ({ budgets: [], findings: [] }),
    );
    const [oneOff] = answer.currencies[0]?.oneOffs ?? [];
    expect(oneOff).to.deep.include({ category: "Groceries", amount: "200.00", key: unusualKey(split) });
    expect(oneOff?.rows).to.deep.include({ category: ["Groceries"], amount: ["600.00"] });
  });

  it("explains of its category only that part", () => {
    const august = shopping("2026-08-02", "2026-08-28", 0.8).map((one, index) => ({
      ...one,
      name: `${"ABCDEFGHIJK"[index]?.repeat(5)}`,
    }));
    const category = (share: number) => {
      const one = { ...split, share };
      return insightsOf(historyOf([...HOME, ...august, one], TODAY, [unusualKey(one)]), () => false)
        .findings.filter(({ kind }) => kind === "category")
        .map(({ amount }) => amount);
    };
    expect(category(1_000)).to.deep.equal(category(0).map((amount) => amount + 1_000));
    expect(category(1_000)).to.have.length(1);
  });
});

describe("a one-off", () => {
  it("is of the currency in which it was marked, and one that an earlier release marked, of every currency", () => {
    const hotel = charge("2026-09-05", "Hotel", 50_000, "Travel");
    const currencies = ["EUR", "JPY"];
    const spending = currencies.map((currency) => ({
      ...{ currency, category: "Travel", createdBy: "ann", sum: "50000", count: 1 },
    }));
    const charges = currencies.map((currency) => ({ ...hotel, currency }));
    const months = new Map([["2026-09", { [hotel.day]: { spending, charges, tags: [], merchants: [] } }]]);
    const shown = (key: string) => {
      const histories = historiesOf(months, [], TODAY, [key]);
      const none = () => ({ budgets: [], findings: [] });
      const answer = insightsAnswer(histories, TODAY, () => false, none);
      return answer.currencies.map(({ currency, oneOffs }) => [currency, ...oneOffs.map((one) => one.key)]);
    };
    const former = unusualKey(hotel);
    const [euros, yen] = currencies.map((currency) => oneOffKey(former, currency));
    expect(euros).to.equal("unusual:HOTEL:50000 EUR:2026-09-05");
    expect(shown(euros ?? "")).to.deep.equal([["EUR", euros], ["JPY"]]);
    expect(shown(yen ?? "")).to.deep.equal([["EUR"], ["JPY", yen]]);
    expect(shown(former)).to.deep.equal([
      ["EUR", former],
      ["JPY", former],
    ]);
  });

  it("can be marked whatever its name is, also a long one whose characters are several code points each", () => {
    for (const name of ["Hotel", "👍🏽".repeat(100), "🇩🇪".repeat(100), "ที่".repeat(100)]) {
      const key = oneOffKey(unusualKey(charge("2026-09-05", name, 99_999_999, "Travel")), "EUR");
      expect(ledgerSettings.parse({ oneOffs: [key] }), name).to.deep.equal({ oneOffs: [key] });
    }
    const key = "x".repeat(MAX_INSIGHT_KEY_LENGTH + 1);
    expect(ledgerSettings.safeParse({ oneOffs: [key] }).success).to.equal(false);
  });
});
