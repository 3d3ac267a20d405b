import { expect } from "chai";
import type { Charge } from "../../../domain/insights/model";
import { addMonths } from "../../../domain/values/day";
import { charge, findingsOf, groceries, monthly } from "./histories";

const BEGIN = "2024-09-01";

/** The findings that are about one merchant. */
const toldOn = (today: string, charges: readonly Charge[], name: string) =>
  findingsOf([...groceries(BEGIN, today), ...charges], today).filter((one) => one.name?.startsWith(name));
const told = (today: string, charges: readonly Charge[], name: string) =>
  toldOn(today, charges, name).map(({ kind, amount, usual }) => [kind, amount, usual]);

describe("a charge whose price rises by more than that of a series does", () => {
  const gym = monthly("2024-10-05", 22, "Gym", 4_000, "Sport");
  const dearer = (amount: number, count = 4) => [
    ...gym,
    ...monthly("2026-08-05", count, "Gym", amount, "Sport"),
  ];

  it("has another price, and has not stopped, for as long as that is news", () => {
    for (const amount of [7_000, 8_000, 12_000, 1_500]) {
      for (const today of ["2026-09-10", "2026-09-28", "2026-10-06"]) {
        expect(told(today, dearer(amount), "Gym"), `${amount} ${today}`).to.deep.equal([
          ["price", amount, 4_000],
        ]);
      }
      expect(told("2026-10-10", dearer(amount), "Gym"), `${amount}`).to.deep.equal([
        ["recurring", amount, undefined],
      ]);
    }
  });

  it("keeps its key, and has the rows of both prices behind it", () => {
    const [first, later] = ["2026-08-24", "2026-09-28"].map(
      (today) => toldOn(today, dearer(7_000), "Gym")[0],
    );
    expect([first?.key, later?.key]).to.deep.equal(["price:GYM:7000", "price:GYM:7000"]);
    expect(later?.rows).to.deep.include({ to: "2026-09-05", name: ["Gym"], amount: [7_000, 4_000] });
    expect(later).to.include({ day: "2026-08-05", cadence: "month", warns: true });
  });

  it("is told once of a rent, and not as an unusual expense besides", () => {
    const rent = [
      ...monthly("2024-09-03", 24, "Landlord", 90_000, "Housing"),
      ...monthly("2026-09-03", 3, "Landlord", 153_000, "Housing"),
    ];
    for (const today of ["2026-09-28", "2026-10-28"]) {
      expect(told(today, rent, "Landlord"), today).to.deep.equal([["price", 153_000, 90_000]]);
    }
  });

  it("is neither while a single charge may be that of a longer plan, or was the last one", () => {
    const kinds = (today: string, charges: readonly Charge[]) =>
      told(today, charges, "Gym")
        .map(([kind]) => kind)
        .filter((kind) => kind !== "unusual");
    for (const on of ["2026-07-20", "2026-08-05", "2026-08-12"]) {
      const yearly = [...gym, charge(on, "Gym", 40_000, "Sport")];
      for (const today of ["2026-08-24", "2026-09-10", "2026-10-01"]) {
        expect(kinds(today, yearly), `${on} ${today}`).to.deep.equal([]);
      }
    }
    expect(kinds("2026-08-24", dearer(7_000, 1))).to.deep.equal(["price"]);
    expect(kinds("2026-09-24", dearer(7_000, 1))).to.deep.equal([]);
  });

  it("has another price at once if it is too rare for such a plan", () => {
    const every = (months: number, count: number, ...amounts: number[]) =>
      Array.from({ length: count }, (_, index) =>
        charge(
          `${addMonths("2026-08", months * (index + 1 - count))}-05`,
          "Tax",
          amounts[index - count + amounts.length] ?? 4_000,
          "Home",
        ),
      );
    for (const [months, count, amount] of [
      [3, 8, 9_500],
      [6, 5, 9_500],
      [6, 5, 30_000],
    ] as const)
      expect(told("2026-09-24", every(months, count, amount), "Tax"), `${months} ${amount}`).to.deep.equal([
        ["price", amount, 4_000],
      ]);
    // That of a year.
    expect(
      told("2026-09-24", every(3, 8, 14_000), "Tax").filter(([kind]) => kind !== "unusual"),
    ).to.deep.equal([]);
  });

  it("has stopped if the merchant's other expenses say nothing of it", () => {
    const stopped = [["stopped", 4_000, undefined]];
    expect(told("2026-09-10", gym, "Gym")).to.deep.equal(stopped);
    const drinks = monthly("2024-10-18", 24, "Gym", 350, "Sport");
    expect(told("2026-09-10", [...gym, ...drinks], "Gym")).to.deep.include.members(stopped);
    const orders = groceries("2024-10-02", "2026-09-10")
      .filter((_, index) => index % 4 === 0)
      .map((one) => ({ ...one, name: "Gym", amount: one.amount * 3 }));
    expect(told("2026-09-10", [...gym, ...orders], "Gym")).to.deep.include.members(stopped);
    const back = { ...charge("2026-08-07", "Gym", 7_000, "Sport"), kind: "refund" as const };
    expect(told("2026-09-10", [...dearer(7_000, 1), back], "Gym")).to.deep.equal(stopped);
  });
});

describe("a yearly charge", () => {
  const told = (...amounts: number[]) => {
    const paid = amounts.map((amount, index) =>
      charge(`${2024 + index}-10-04`, "Allianz", amount, "Insurance"),
    );
    return toldOn("2026-10-06", paid, "Allianz").map(({ kind, amount, usual }) => [kind, amount, usual]);
  };

  it("may rise a little each time, which is a new price, not an unusual expense", () => {
    expect(told(60_000, 62_400, 64_900)).to.deep.equal([["price", 64_900, 62_400]]);
    expect(told(60_000, 65_500, 66_000)).to.deep.equal([["recurring", 66_000, undefined]]);
  });

  it("may be chance if it rises by more, or falls", () => {
    for (const amounts of [
      [60_000, 70_000, 74_000],
      [60_000, 55_000, 57_500],
    ]) {
      expect(told(...amounts).map(([kind]) => kind)).to.deep.equal(["unusual"]);
    }
  });
});
