import { expect } from "chai";
import fc from "fast-check";

import levenshtein = require("fastest-levenshtein");

import { byMerchant, isSameMerchant } from "../../../domain/insights/merchants";
import { addDays } from "../../../domain/values/day";
import { charge, findingsOf, shopping } from "./histories";

const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz");
const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);

describe("the names of a merchant", () => {
  const groups = (...names: string[]) =>
    [...byMerchant(names.map((name) => charge(TODAY, name, 100))).values()].map((own) =>
      own.map(({ name }) => name),
    );

  it("are told apart from others that begin with the same letters, unless these are its words or long ones cut off", () => {
    for (const [one, other] of [
      ["Park", "Parkside Clinic"],
      ["Cafe", "Cafeteria Uni"],
      ["Rent", "Rental Car"],
      ["Rewe", "Rewind Records"],
    ] as const) {
      expect(isSameMerchant(one, other), `${one}, ${other}`).to.equal(false);
      expect(groups(one, other)).to.deep.equal([[one], [other]]);
    }
    for (const [one, other] of [
      ["Netflix", "NETFLIX.COM 866-579"],
      ["Spotify", "Spotify Stockholm"],
      ["Stadtwerke Muen", "Stadtwerke Muenchen Energie"],
      ["Deutsche Bahn", "Deutshe Bahn"],
      ["O2", "o2"],
    ] as const) {
      expect(isSameMerchant(one, other), `${one}, ${other}`).to.equal(true);
      expect(isSameMerchant(other, one)).to.equal(true);
      expect(groups(other, one)).to.deep.equal([[other, one]]);
    }
  });

  it("that begin alike make no double charge, unless both are in one category", () => {
    const doubles = (names: [string, string], categories: [string, string]) =>
      findingsOf(
        [
          ...HOME,
          ...names.map((name, index) => charge(`2026-09-0${8 + index}`, name, 2_500, categories[index])),
        ],
        TODAY,
      ).filter(({ kind }) => kind === "double").length;
    expect(doubles(["Park", "Parkside Clinic"], ["Leisure", "Leisure"])).to.equal(0);
    expect(doubles(["Hotel", "Hotel Post"], ["Travel", "Leisure"])).to.equal(0);
    expect(doubles(["Hotel", "Hotel Post"], ["Travel", "travel"])).to.equal(1);
    expect(doubles(["Hotel GmbH", "Hotel"], ["Travel", "Leisure"])).to.equal(1);
  });

  it("are reported as doubled for sixty days", () => {
    const isTold = (day: string) =>
      findingsOf([...HOME, charge(day, "Hotel", 2_500), charge(day, "Hotel", 2_500)], TODAY).some(
        ({ kind }) => kind === "double",
      );
    expect([isTold(addDays(TODAY, -60)), isTold(addDays(TODAY, -61))]).to.deep.equal([true, false]);
  });

  it("are grouped by comparing each with few others, however many a user makes up", () => {
    expect(comparisonsOf(2_000)).to.be.within(2_000, 2_000 * 50);
    expect(comparisonsOf(4_000)).to.be.within(4_000, 4_000 * 50);
  });
});

/** Counts how often two names are compared letter by letter while a number of long ones with one initial are grouped. */
function comparisonsOf(count: number): number {
  const { distance } = levenshtein;
  let compared = 0;
  levenshtein.distance = (one, other) => {
    compared += 1;
    return distance(one, other);
  };
  try {
    const random = fc.sample(fc.string({ unit: letter, minLength: 40, maxLength: 40 }), {
      numRuns: count,
      seed: 1,
    });
    const groups = byMerchant(random.map((name) => charge(TODAY, `A${name}`, 100)));
    expect(groups.size).to.equal(count);
    return compared;
  } finally {
    levenshtein.distance = distance;
  }
}
