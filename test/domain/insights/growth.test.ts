import { expect } from "chai";
import type { Charge } from "../../../domain/insights/model";
import { addMonths } from "../../../domain/values/day";
import { charge, findingsOf, fourTimes, shopping } from "./histories";

const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);
const told = (charges: readonly Charge[], kind: string) =>
  findingsOf([...HOME, ...charges], TODAY).filter((one) => one.kind === kind).length;

describe("what grew", () => {
  /** Twelve months up to August of four shops in a category, by the amount at each. */
  const months = (...amounts: number[]) =>
    amounts.flatMap((amount, index) =>
      fourTimes(addMonths("2026-08", index - amounts.length + 1), 1, amount, "Restaurants").map((one) => ({
        ...one,
        // At another shop each time, so that no merchant has a usual month.
        name: `${"ABCDEFGHIJKLMN"[index]?.repeat(6)} ${one.name}`,
      })),
    );

  it("is told if it is two deviations away, not only a quarter", () => {
    const steady = [4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000];
    expect(told(months(...steady, 8_000), "category")).to.equal(1);
    const moving = steady.map((amount, index) => amount + 1_700 * ((index % 3) - 1));
    expect(told(months(...moving, 8_000), "category")).to.equal(0);
  });

  it("is told of a category above 1.4 times its largest month, and of a merchant above 2.5 times", () => {
    const once = [4_000, 4_000, 4_000, 6_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000];
    expect(told(months(...once, 8_300), "category")).to.equal(0);
    expect(told(months(...once, 8_500), "category")).to.equal(1);
    const market = (amount: number) =>
      Array.from({ length: 12 }, (_, index) => addMonths("2025-09", index)).flatMap((month) =>
        ["03", "11", "19"].map((day, at) =>
          charge(`${month}-${day}`, "Bazaar", (month === "2026-08" ? amount : 4_000) + 37 * at, "Shopping"),
        ),
      );
    expect(told(market(9_900), "merchant")).to.equal(0);
    expect(told(market(10_300), "merchant")).to.equal(1);
  });
});
