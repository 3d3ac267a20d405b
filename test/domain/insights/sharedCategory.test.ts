import { expect } from "chai";
import { household } from "../../../bench/insights/household";
import { addDays } from "../../../domain/values/day";
import { charge, findingsOf, monthly, shopping } from "./histories";

const TODAY = "2026-09-14";
const FOOD = shopping("2024-09-01", TODAY);
const RENT = monthly("2024-09-01", 25, "Rent Co", 120_000, "Home");

/** About forty euros a week, at shops of which none has a rhythm. */
const SUPPLIES = Array.from({ length: 100 }, (_, index) =>
  charge(
    addDays("2024-09-03", index * 7),
    ["Ikea", "Bauhaus", "Obi"][index % 3] ?? "",
    3_500 + ((index * 37) % 1_200),
    "Home",
  ),
);

describe("a large expense in the category of a rent", () => {
  const unusual = (...charges: Parameters<typeof findingsOf>[0][]) =>
    findingsOf(charges.flat(), TODAY)
      .filter(({ kind }) => kind === "unusual")
      .map(({ amount, usual }) => [amount, usual]);
  const machine = (amount: number) => [charge("2026-09-05", "Washing Machines", amount, "Home")];

  it("is unusual beside the other expenses there, whatever the rent is", () => {
    for (const amount of [20_000, 40_000, 90_000, 150_000, 190_000, 210_000]) {
      expect(unusual(FOOD, SUPPLIES, RENT, machine(amount)), `${amount}`).to.deep.equal([[amount, 4_142]]);
    }
    expect(unusual(FOOD, SUPPLIES, RENT, machine(14_000))).to.deep.equal([]);
  });

  it("is unusual beside those of all categories if there are few others, not beside the rent", () => {
    expect(unusual(FOOD, RENT, machine(90_000))).to.deep.equal([[90_000, 5_100]]);
    expect(unusual(FOOD, RENT, SUPPLIES.slice(80, 87), machine(90_000))).to.deep.equal([[90_000, 5_000]]);
    expect(unusual(FOOD, RENT, machine(15_000))).to.deep.equal([]);
  });

  it("is one of some made-up households", () => {
    const homes = Array.from({ length: 60 }, (_, seed) => household(seed));
    const shared = homes.filter(({ oneOffs, series }) => {
      const category = series[0]?.occurrences[0]?.category;
      return [...oneOffs].some(([one, times]) => one.category === category && Number.isFinite(times));
    });
    expect(shared.length).to.be.within(12, 36);
  });
});
