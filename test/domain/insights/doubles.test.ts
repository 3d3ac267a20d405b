import { expect } from "chai";
import { addDays } from "../../../domain/values/day";
import { charge, findingsOf, shopping } from "./histories";

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

  it("are told for 60 days", () => {
    const twice = [1, 2].map(() => charge("2026-05-10", "Shoe World", 8_990));
    const toldAfter = (days: number) => doubles(twice, addDays("2026-05-10", days)).length;
    expect([0, 60, 61, 120].map(toldAfter)).to.deep.equal([1, 1, 0, 0]);
  });
});
