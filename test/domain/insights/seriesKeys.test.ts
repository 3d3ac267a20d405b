import { expect } from "chai";
import * as fc from "fast-check";
import { insightsOf } from "../../../domain/insights/findings";
import type { Charge } from "../../../domain/insights/model";
import { historyMonths } from "../../../domain/insights/spendingHistory";
import { addMonths } from "../../../domain/values/day";
import { runs } from "../../helpers/runs";
import { charge, findingsOf, historyOf, monthly, shopping } from "./histories";

const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);

/** A subscription at the one merchant of a household. */
interface Subscription {
  /** Months after the first one. */
  start: number;
  count: number;
  day: number;
  price: number;
  /** Number of the charge from which on it costs more. */
  dearer: number;
}

const FIRST = "2023-01";

/** Prices that are too far apart for a change of price, so that each series is found as it is. */
const PRICES = [900, 1_700, 3_200, 6_100];

/** Subscriptions that are within the months that are read until the last one. */
const subscriptions = fc
  .uniqueArray(
    fc.record({
      start: fc.integer({ min: 0, max: 25 }),
      count: fc.integer({ min: 3, max: 33 }),
      day: fc.integer({ min: 1, max: 28 }),
      price: fc.constantFrom(...PRICES),
      dearer: fc.integer({ min: 2, max: 40 }),
    }),
    { selector: ({ price }) => price, maxLength: PRICES.length },
  )
  .map((all) => all.map((one) => ({ ...one, count: Math.min(one.count, 34 - one.start) })));

const chargesOf = ({ start, count, day, price, dearer }: Subscription): Charge[] =>
  monthly(`${addMonths(FIRST, start)}-${String(day).padStart(2, "0")}`, count, "Apple", price).map(
    (one, index) => ({ ...one, amount: index < dearer ? price : Math.round(price * 1.15) }),
  );

/** The keys of a household's series on a day, by kind and the subscription that they are of. */
function keysOn(today: string, all: readonly Subscription[]): Map<string, string> {
  const from = `${historyMonths(today)[0]}-01`;
  const charges = all.flatMap(chargesOf).filter(({ day }) => day >= from);
  const ownerOf = ({ amount, day }: Pick<Charge, "amount" | "day">) =>
    all.findIndex((one) => chargesOf(one).some((own) => own.amount === amount && own.day === day));
  const found = insightsOf(historyOf(charges, today), () => true).dismissed;
  const told = found.filter(({ cadence }) => cadence !== undefined);
  expect(new Set(told.map(({ key }) => key)).size).to.equal(told.length);
  return new Map(
    told.map(({ kind, key, amount, day }) => [
      // There is a finding of each change of price.
      kind === "price" ? `price ${amount}` : `${kind} ${ownerOf({ amount, day })}`,
      key,
    ]),
  );
}

describe("keys of the findings of series", () => {
  const keys = (charges: readonly Charge[], today = TODAY) =>
    findingsOf([...HOME, ...charges], today).map(({ key, amount }) => [amount, key]);

  it("tell the series of one merchant apart, in whatever order they came", () => {
    const [small, large] = [monthly("2026-01-05", 9, "Apple", 999), monthly("2026-01-05", 9, "Apple", 2999)];
    const both = [
      [2999, "recurring:APPLE:month"],
      [999, "recurring:APPLE:month:2"],
    ];
    expect(keys([...small, ...large])).to.deep.equal(both);
    expect(keys([...large, ...small])).to.deep.equal(both);
  });

  it("differ for series of one merchant that stopped on one day", () => {
    const gone = [monthly("2025-12-05", 8, "Apple", 999), monthly("2025-12-05", 8, "Apple", 2999)].flat();
    expect(keys(gone, "2026-08-25")).to.deep.equal([
      [2999, "stopped:APPLE:2026-07-05"],
      [999, "stopped:APPLE:2026-07-05:2"],
    ]);
  });

  it("stay those of the series that was there when the merchant gets another one", () => {
    const first = monthly("2026-01-05", 9, "Apple", 999);
    expect(keys(first)).to.deep.equal([[999, "recurring:APPLE:month"]]);
    expect(keys([...first, ...monthly("2026-05-12", 5, "Apple", 2999)])).to.deep.equal([
      [2999, "recurring:APPLE:month:2"],
      [999, "recurring:APPLE:month"],
    ]);
  });

  describe("that a user dismissed by them", () => {
    const isShown = (charges: readonly Charge[], quiet: string, today = TODAY) => {
      const known = historyOf([...HOME, ...charges], today);
      const { findings, dismissed } = insightsOf(known, (key) => key === quiet);
      const keysIn = (some: readonly { key: string; cadence?: unknown }[]) =>
        some.filter(({ cadence }) => cadence !== undefined).map(({ key }) => key);
      return [keysIn(findings), keysIn(dismissed)];
    };

    it("hide it when a shorter spelling of its merchant appears, and bring it back by the same one", () => {
      const long = monthly("2026-01-05", 8, "Spotify Stockholm", 999);
      const short = charge("2026-09-05", "Spotify", 999);
      const recurring = "recurring:SPOTIFYSTOCKHOLM:month";
      expect(isShown(long, recurring, "2026-08-20")).to.deep.equal([[], [recurring]]);
      expect(isShown([...long, short], "")).to.deep.equal([["recurring:SPOTIFY:month"], []]);
      expect(isShown([...long, short], recurring)).to.deep.equal([[], [recurring]]);
      const dearer = [...long.slice(0, 7), { ...long[7], amount: 1_199 } as Charge];
      const price = "price:SPOTIFYSTOCKHOLM:1199";
      expect(isShown([...dearer, { ...short, amount: 1_199 }], price)).to.deep.equal([[], [price]]);
      const stopped = "stopped:SPOTIFYSTOCKHOLM:2026-08-05";
      const gift = charge("2026-10-01", "Spotify", 5_000);
      expect(isShown([...long, gift], stopped, "2026-10-20")).to.deep.equal([[], [stopped]]);
    });

    it("hide no other series of the merchant, once a shorter spelling shows that both are of it", () => {
      const all = [
        ...monthly("2026-01-05", 9, "Apple Music", 999),
        ...monthly("2026-01-12", 8, "Apple Cloud", 2_999),
        charge("2026-09-12", "Apple", 2_999),
      ];
      expect(isShown(all, "recurring:APPLEMUSIC:month")).to.deep.equal([
        ["recurring:APPLE:month:2"],
        ["recurring:APPLEMUSIC:month"],
      ]);
    });
  });

  it("stay the same while old months are read no more, whatever the price was in them", () => {
    const five = monthly("2021-09-05", 61, "Apple", 999).map((one, index) => ({
      ...one,
      amount: Math.round(one.amount * (1 + Math.floor(index / 10) / 10)),
    }));
    const both = [
      ...five,
      charge("2021-09-01", "Market", 4_000),
      ...monthly("2021-10-09", 60, "Apple", 4999),
    ];
    for (let month = "2025-01"; month <= "2026-09"; month = addMonths(month, 1)) {
      const today = `${month}-20`;
      const read = both.filter(({ day }) => day >= `${historyMonths(today)[0]}-01`);
      const large = findingsOf(read, today).find(
        ({ kind, amount }) => kind === "recurring" && amount === 4999,
      );
      expect(large?.key, today).to.equal("recurring:APPLE:month");
    }
  });

  it("are equal from day to day for three years, whatever series come, end and get dearer", () => {
    fc.assert(
      fc.property(subscriptions, (all) => {
        const known = new Map<string, string>();
        for (let month = addMonths(FIRST, 3); month <= addMonths(FIRST, 36); month = addMonths(month, 1)) {
          for (const day of ["10", "26"]) {
            for (const [fact, key] of keysOn(`${month}-${day}`, all)) {
              expect(key, `${fact} on ${month}-${day}`).to.equal(known.get(fact) ?? key);
              known.set(fact, key);
            }
          }
        }
      }),
      { numRuns: runs(20, 300) },
    );
  });
});
