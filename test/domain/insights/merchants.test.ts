import { expect } from "chai";
import { byMerchant, MAX_COMPARED, Merchants } from "../../../domain/insights/merchants";

const groups = (...names: string[]) =>
  [...byMerchant(names.map((name) => ({ name, day: "2026-09-01" }))).values()].map((own) =>
    own.map(({ name }) => name),
  );

describe("merchants", () => {
  it("are told apart that have no letters to go by", () => {
    expect(groups("O2", "A1", "🍕", "o2")).to.deep.equal([["A1"], ["O2", "o2"], ["🍕"]]);
  });

  it("have one name for all spellings, also those with a wrong letter at either end or a missing one", () => {
    for (const wrong of ["Nettlix", "Netflik", "Neflix", "Nwtflix"]) {
      expect(groups("Netflix Intl BV 866-579", "NETFLIX.COM", wrong), wrong).to.have.length(1);
    }
    expect(groups("Aldi", "Alda", "Lidl", "Fitness One", "Fitness Two")).to.have.length(5);
  });

  it("are not told from the beginning of a word, but from whole words", () => {
    for (const names of [
      ["Park", "Parkside Clinic"],
      ["Cafe", "Cafeteria Uni"],
      ["Rent", "Rental Car"],
      ["Toyland", "Toylandia"],
    ]) {
      expect(groups(...names), names.join(", ")).to.have.length(2);
    }
    for (const names of [
      ["Rent", "RENT SEPA 12"],
      ["Toy Land Berlin", "Toyland"],
      ["Toyland", "Toy Land", "Toy Land Bonn", "Toyland Ulm"],
      ["スターバックス", "スターバックス渋谷店"],
    ]) {
      expect(groups(...names), names.join(", ")).to.have.length(1);
    }
  });

  it("are known by the shortest spelling of those that are asked for", () => {
    const merchants = new Merchants(["Apple", "Apple Store", "Apple Store 12"]);
    const some = ["Apple Store 12", "Apple Store"].map((name) => ({ name, day: "2026-09-01" }));
    expect([...byMerchant(some, merchants).keys()]).to.deep.equal(["APPLESTORE"]);
  });

  it("are compared letter by letter with few others, however many begin and end alike", () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    // Names that differ in most of their letters.
    const wordOf = (index: number) =>
      Array.from(
        { length: 53 },
        (_, at) => letters[(index * (at + 3) * 7 + at * at + (index >> 3)) % 26],
      ).join("");
    for (const count of [500, 2_000]) {
      const names = Array.from(
        { length: count },
        (_, index) => `AAA${wordOf(index)}${letters[index % 26]}AA`,
      );
      let compared = 0;
      new Merchants(names, () => {
        compared += 1;
        return false;
      });
      expect(compared).to.be.within(1, MAX_COMPARED * count);
    }
  });
});
