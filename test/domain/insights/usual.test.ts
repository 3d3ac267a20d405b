import { expect } from "chai";
import type { Charge } from "../../../domain/insights/model";
import { unusualKey } from "../../../domain/insights/oneOffs";
import { addDays, addMonths } from "../../../domain/values/day";
import { charge, findingsOf, fourTimes, kindsOf, shopping } from "./histories";

const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);
const told = (charges: readonly Charge[], today = TODAY, oneOffs: readonly string[] = []) =>
  findingsOf(charges, today, oneOffs);

describe("what is usual", () => {
  it("is told of this month by this day, either way", () => {
    const before = shopping("2025-06-01", "2026-08-31");
    const bazaar = shopping("2026-09-02", TODAY, 2).map((one) => ({ ...one, name: "Bazaar" }));
    const more = [...before, ...shopping("2026-09-01", TODAY, 2), ...bazaar];
    const [pace] = told(more);
    expect(pace).to.include({ kind: "pace", key: "pace:2026-09", warns: true, day: TODAY });
    expect(pace?.amount).to.be.above((pace?.usual ?? 0) * 3);
    const less = told([...before, charge("2026-09-02", "Market", 4_000, "Groceries")]);
    expect(less.map(({ kind, warns, amount }) => [kind, warns, amount])).to.deep.equal([
      ["pace", false, 4_000],
    ]);
    expect(told(more, "2026-09-07")).to.deep.equal([]);
  });

  it("is told of a year against the year before, from April on, if the ledger knows that year's first day", () => {
    const years = (first: string) => [...shopping(first, "2025-12-31"), ...shopping("2026-01-01", TODAY, 2)];
    const year = (charges: readonly Charge[], today = TODAY) =>
      told(charges, today).find(({ kind }) => kind === "year");
    expect(year(years("2025-01-01"))).to.include({ key: "year:2026", warns: false, day: TODAY });
    expect(year(years("2025-01-04"))).to.equal(undefined);
    expect(year(years("2025-01-01"), "2026-03-31")).to.equal(undefined);
  });

  it("is told of a category whose last full month was larger", () => {
    const usual = fourTimes("2025-08", 12, 4_000, "Restaurants");
    const august = fourTimes("2026-08", 1, 9_000, "Restaurants").map((one) => ({
      ...one,
      name: `New ${one.name}`,
    }));
    const found = told([...HOME, ...usual, ...august]).filter(
      ({ kind, category }) => kind === "category" && category === "Restaurants",
    );
    expect(found.map(({ kind, key, amount, usual: of, day }) => [kind, key, amount, of, day])).to.deep.equal([
      ["category", "category:RESTAURANTS:2026-08", 36_000, 16_000, "2026-08-31"],
    ]);
  });

  it("needs three full months, of which a first one that began late is none", () => {
    const large = charge("2026-09-14", "Market", 90_000, "Groceries");
    const since = (first: string, ...others: Charge[]) =>
      kindsOf(told([...shopping(first, TODAY), ...others]));
    expect(since("2026-06-01", large)).to.deep.equal(["unusual"]);
    expect(since("2026-06-02", large)).to.deep.equal([]);
    const [pace, short] = ["2026-06-01", "2026-06-02"].map((first) =>
      kindsOf(told([...shopping(first, "2026-08-31"), ...shopping("2026-09-01", TODAY, 2)])),
    );
    expect([pace, short]).to.deep.equal([["pace"], []]);
    const grown = (first: string) =>
      kindsOf(
        told([...shopping(first, "2026-07-31"), ...shopping("2026-08-01", "2026-08-31", 3)], "2026-09-05"),
      );
    expect([grown("2026-05-01"), grown("2026-05-02")]).to.deep.equal([["merchant"], []]);
  });

  it("is told of the part of a split expense that is in its category, not of all of it", () => {
    const split = (share: number) => ({ ...charge("2026-09-05", "IKEA", 60_000, "Groceries"), share });
    const unusual = (share: number) =>
      told([...HOME, split(share)])
        .filter(({ kind }) => kind === "unusual")
        .map(({ amount, usual, times, rows }) => [amount, usual, times, rows.category, rows.amount]);
    expect(unusual(5_000)).to.deep.equal([]);
    expect(unusual(0)).to.deep.equal([]);
    expect(unusual(55_000)).to.deep.equal([[55_000, 5_000, 11, ["Groceries"], [60_000]]]);
    // A category in which nothing but such expenses are known.
    const others = Array.from({ length: 10 }, (_, index) => ({
      ...charge(`2026-0${(index % 3) + 6}-1${index}`, `Shop ${index}`, 9_000, "Rare"),
      share: 0,
    }));
    expect(told([...HOME, ...others, charge("2026-09-05", "Shop", 5_200, "Rare")])).to.deep.equal([]);
  });

  it("does not count what was paid back", () => {
    const large = charge("2026-09-04", "Market", 90_000, "Groceries");
    const back = (amount: number): Charge => ({
      ...charge("2026-09-12", "MARKET 12", amount, "Groceries"),
      kind: "refund",
    });
    expect(kindsOf(told([...HOME, large]))).to.include("unusual");
    expect(kindsOf(told([...HOME, large, back(90_000)]))).not.to.include("unusual");
    expect(kindsOf(told([...HOME, large, back(85_000)]))).not.to.include("unusual");
    expect(kindsOf(told([...HOME, large, back(4_000)]))).to.include("unusual");
    const august = shopping("2026-08-02", "2026-08-28", 2.9);
    const returned = august.map(({ day, amount }) => ({ ...back(amount), day: addDays(day, 1) }));
    expect(kindsOf(told([...HOME, ...august, ...returned]))).to.deep.equal([]);
    expect(kindsOf(told([...HOME, ...august]))).to.include("merchant");
  });

  it("leaves one-offs out: of the year before, of this month's days, and of a category", () => {
    const roof = charge("2025-08-03", "Roofer", 700_000, "Housing");
    const known = shopping("2025-01-01", TODAY);
    expect(kindsOf(told([...known, roof]))).to.deep.equal(["year"]);
    expect(kindsOf(told([...known, roof], TODAY, [unusualKey(roof)]))).to.deep.equal([]);

    // Two of three months had one-offs: without them, this one is dear.
    const months = shopping("2026-06-01", "2026-08-31");
    const offs = ["2026-06-10", "2026-07-10"].map((day) => charge(day, "Fair", 200_000, "Groceries"));
    const marked = offs.map(unusualKey);
    const now = [...months, ...offs, ...shopping("2026-09-01", TODAY, 3)];
    const pace = (oneOffs: readonly string[]) =>
      told(now, TODAY, oneOffs).find(({ kind }) => kind === "pace");
    expect([pace([])?.warns, pace(marked)?.warns]).to.deep.equal([false, true]);

    const four = [...shopping("2026-05-01", "2026-07-31"), ...offs];
    const august = shopping("2026-08-01", "2026-08-31", 3).map((one, index) => ({
      ...one,
      name: `${"ABCDEFGHIJK"[index]?.repeat(5)}`,
    }));
    const category = (oneOffs: readonly string[]) =>
      told([...four, ...august], "2026-09-05", oneOffs).filter(({ kind }) => kind === "category");
    expect([category([]).length, category(marked).length]).to.deep.equal([0, 1]);
  });

  it("is told of a merchant although an expense there was a one-off, which is no part of it", () => {
    const toys = (day: string, amount: number) => charge(day, "Bazaar", amount, "Toys");
    // On days without a rhythm: it is no subscription.
    const before = Array.from({ length: 12 }, (_, index) =>
      toys(`${addMonths("2025-08", index)}-${index % 2 === 0 ? "02" : "27"}`, 3_000 + index),
    );
    const days = Array.from(
      { length: 10 },
      (_, index) => `2026-08-${String(2 * index + 5).padStart(2, "0")}`,
    );
    const august = days.map((day, index) => toys(day, 8_000 + index));
    const marked = toys("2026-08-04", 300_000);
    const found = told([...HOME, ...before, ...august, marked], "2026-09-10", [unusualKey(marked)]);
    expect(found.map(({ kind, name, amount }) => [kind, name, amount])).to.deep.include([
      ...["merchant", "Bazaar"],
      380_045,
    ]);
  });

  it("is told of an expense from three and a half times the median on, unless two nearly as large came before", () => {
    const market = (day: string, amount: number) => charge(day, "Bazaar", amount, "Market");
    // On days without a rhythm: they are no subscription.
    const small = Array.from({ length: 12 }, (_, index) =>
      market(addDays("2026-03-01", index * 15 + ((index * 5) % 3) * 4), 5_000 + (index % 2) * 10),
    );
    const found = (...others: Charge[]) =>
      told([...HOME, ...small, ...others])
        .filter(({ kind }) => kind === "unusual")
        .map(({ amount }) => amount);
    expect(found(market("2026-09-05", 17_000))).to.deep.equal([]);
    expect(found(market("2026-09-05", 18_000))).to.deep.equal([18_000]);
    const earlier = (amount: number) => ["2026-05-20", "2026-07-20"].map((day) => market(day, amount));
    expect(found(...earlier(25_000), market("2026-09-05", 40_000))).to.deep.equal([]);
    expect(found(...earlier(23_000), market("2026-09-05", 40_000))).to.deep.equal([40_000]);
  });

  it("has a holiday in it that comes each year, but not a dentist's bill", () => {
    const bill = (day: string) => charge(day, "Dentist", 60_000, "Health");
    const visits = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        charge(
          addDays("2025-06-03", index * 15),
          `Doctor ${"ABCDEF"[index % 6]?.repeat(5)}`,
          2_000 + index,
          "Health",
        ),
      );
    const found = (...before: Charge[]) =>
      kindsOf(told([...HOME, ...visits(30), ...before, bill("2026-09-12")])).filter(
        (kind) => kind === "unusual",
      );
    expect(found()).to.deep.equal(["unusual"]);
    expect(found(bill("2026-01-12"), bill("2026-04-02"))).to.deep.equal(["unusual"]);
    const four = ["2025-08-12", "2025-12-12", "2026-02-02", "2026-05-02"].map(bill);
    expect(found(...four)).to.deep.equal([]);
  });

  it("is told of a category in the month in which it grew, not in each one after it", () => {
    // At another shop each month: they are no subscriptions.
    const repairs = [
      ...fourTimes("2025-06", 14, 20_000, "Housing"),
      ...fourTimes("2026-08", 4, 30_000, "Housing"),
    ].map((one, index) => ({ ...one, name: `${"ABCDEFGHIJKLMNOP"[index % 16]?.repeat(5)} ${one.name}` }));
    const grown = (today: string) =>
      told([...shopping("2025-06-01", "2026-12-01"), ...repairs], today)
        .filter(({ kind }) => kind === "category")
        .map(({ key }) => key);
    expect(["2026-09-20", "2026-10-20", "2026-11-20"].map(grown)).to.deep.equal([
      ["category:HOUSING:2026-08"],
      [],
      [],
    ]);
  });
});
