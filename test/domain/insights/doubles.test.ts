import { expect } from "chai";
import { addDays } from "../../../domain/values/day";
import { charge, findingsOf, kindsOf, monthly, shopping } from "./histories";

const TODAY = "2026-09-10";
const doubles = (charges: Parameters<typeof findingsOf>[0], today = TODAY) =>
  findingsOf([...shopping("2026-01-01", today), ...charges], today)
    .filter(({ kind }) => kind === "double")
    .map(({ day, name, amount }) => [day, name, amount]);

describe("double charges", () => {
  it("are none of two merchants whose names begin alike", () => {
    const two = (one: string, other: string, category = "Other") =>
      doubles([charge("2026-09-08", one, 2_500), charge("2026-09-09", other, 2_500, category)]);
    expect(two("Park", "Parkside Clinic")).to.deep.equal([]);
    expect(two("Cafe", "Cafe Central", "Health")).to.deep.equal([]);
    expect(two("Cafe", "Cafe Central")).to.deep.equal([["2026-09-09", "Cafe Central", 2_500]]);
    expect(two("Cafe", "CAFE 12", "Health")).to.deep.equal([["2026-09-09", "CAFE 12", 2_500]]);
  });

  it("are found beside another charge of that amount in another category", () => {
    const of = (name: string, category: string) => charge("2026-09-08", name, 2_500, category);
    expect(doubles([of("Cafe", "Fun"), of("Cafe Central", "Health"), of("Cafe Rio", "Fun")])).to.deep.equal([
      ["2026-09-08", "Cafe Rio", 2_500],
    ]);
  });

  it("are none of a new habit: two pairs within a week, or a charge on each of three days", () => {
    const commute = (...days: string[]) => days.map((day) => charge(`2026-09-${day}`, "Metro", 2_900));
    const on = (today: string, ...days: string[]) =>
      doubles(
        commute(...days).filter(({ day }) => day <= today),
        today,
      ).length;
    const workdays = ["01", "02", "03", "04", "07"];
    expect(workdays.map((day) => on(`2026-09-${day}`, ...workdays))).to.deep.equal([0, 1, 0, 0, 0]);
    expect(on(TODAY, "01", "03", "05", "07")).to.equal(0);
    expect(on(TODAY, "01", "01", "02", "03")).to.equal(0);
    expect(on(TODAY, "01", "01", "03")).to.equal(1);
    expect(on("2026-09-20", "01", "01", "10", "10")).to.equal(2);
    // Another amount on the day between is something else.
    expect(doubles([...commute("01", "03"), charge("2026-09-02", "Metro", 3_000)])).to.have.length(1);
  });

  it("are told for 60 days", () => {
    const twice = [1, 2].map(() => charge("2026-05-10", "Shoe World", 8_990));
    const toldAfter = (days: number) => doubles(twice, addDays("2026-05-10", days)).length;
    expect([0, 60, 61, 120].map(toldAfter)).to.deep.equal([1, 1, 0, 0]);
  });

  it("are a rent that was paid again before half of the month was over, unless that was paid back", () => {
    const rent = monthly("2025-10-01", 12, "Landlord", 90_000, "Home");
    const again = (day: string, amount = 90_000) => [...rent, charge(day, "Landlord", amount, "Home")];
    for (const day of ["2026-09-05", "2026-08-12"])
      expect(doubles(again(day), "2026-09-14")).to.deep.equal([[day, "Landlord", 90_000]]);
    for (const charges of [again("2026-08-17"), again("2026-09-05", 60_000), rent])
      expect(doubles(charges, "2026-09-14")).to.deep.equal([]);
    const back = { ...charge("2026-09-09", "Landlord", 90_000, "Home"), kind: "refund" as const };
    expect(doubles([...again("2026-09-05"), back], "2026-09-14")).to.deep.equal([]);
    const kinds = kindsOf(
      findingsOf([...shopping("2025-10-01", "2026-09-14"), ...again("2026-09-05")], "2026-09-14"),
    );
    expect(kinds).to.deep.equal(["double", "recurring"]);
  });
});
