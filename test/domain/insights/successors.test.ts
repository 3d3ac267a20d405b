import { expect } from "chai";
import type { Charge } from "../../../domain/insights/model";
import { charge, findingsOf, kindsOf, monthly, shopping } from "./histories";

const FOOD = shopping("2024-09-01", "2026-09-28");
const FORMER = monthly("2024-09-03", 23, "Landlord", 90_000, "Home");

describe("the first rents of a new home", () => {
  const unusual = (today: string, ...charges: readonly Charge[]) =>
    findingsOf([...FOOD, ...FORMER, ...charges], today)
      .filter(({ kind }) => kind === "unusual")
      .map(({ name, day }) => [name, day]);
  const rents = (amount: number, day = "2026-08-01") => monthly(day, 2, "City Living", amount, "home");

  it("are not unusual in place of the former ones", () => {
    for (const amount of [60_000, 90_000, 140_000])
      for (const today of ["2026-08-03", "2026-08-28", "2026-09-02", "2026-09-28"])
        expect(unusual(today, ...rents(amount)), `${amount} ${today}`).to.deep.equal([]);
    const told = kindsOf(findingsOf([...FOOD, ...FORMER, ...rents(110_000)], "2026-08-28"));
    expect(told).to.include("stopped");
  });

  it("are unusual if the former ones go on, on another day, or if they are of another size or category", () => {
    const also = monthly("2026-08-03", 2, "Landlord", 90_000, "Home");
    const first = [["City Living", "2026-08-01"]];
    expect(unusual("2026-08-20", ...also, ...rents(90_000))).to.deep.equal(first);
    expect(unusual("2026-08-20", ...rents(150_000))).to.deep.equal(first);
    expect(unusual("2026-08-28", ...rents(90_000, "2026-08-15"))).to.deep.equal([
      ["City Living", "2026-08-15"],
    ]);
    const elsewhere = rents(90_000).map((one) => ({ ...one, category: "Hotels" }));
    expect(unusual("2026-08-20", ...elsewhere)).to.deep.equal(first);
  });

  it("do not hide what else is bought then, nor anything once they go on by themselves", () => {
    const sofa = charge("2026-08-05", "Sofas", 90_000, "Home");
    const machine = charge("2026-09-04", "Machines", 90_000, "Home");
    expect(unusual("2026-08-28", ...rents(100_000, "2026-08-03"), sofa)).to.deep.equal([
      ["Sofas", "2026-08-05"],
    ]);
    expect(unusual("2026-09-28", ...rents(100_000, "2026-08-03"), machine)).to.deep.equal([
      ["Machines", "2026-09-04"],
    ]);
    const late = monthly("2026-08-05", 1, "Landlord", 90_000, "Home");
    expect(unusual("2026-08-28", ...late, charge("2026-08-02", "Sofas", 90_000, "Home"))).to.deep.equal([
      ["Sofas", "2026-08-02"],
    ]);
  });
});
