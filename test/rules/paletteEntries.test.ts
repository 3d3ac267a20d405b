import { expect } from "chai";
import { entries } from "../../site/screens/keyboard/paletteEntries";
import { usePage } from "./page";

describe("The palette's months", () => {
  usePage();
  const namesFor = (typed: string) => entries(typed).map(({ name }) => name);

  it("are those of a year that is named besides the latest, in the digits of any script", () => {
    const latest = namesFor("");
    const of1987 = namesFor("may 1987").filter((name) => !latest.includes(name));
    expect(of1987).to.have.lengthOf(12).and.include("May 1987");
    expect(namesFor("١٩٨٧")).to.include("May 1987");
    expect(namesFor("1899")).to.deep.equal(latest);
  });

  it("occur once", () => {
    const year =
      namesFor("")
        .find((name) => / \d{4}$/.test(name))
        ?.slice(-4) ?? expect.fail("no month");
    const names = namesFor(`${year} ${year}`);
    expect(new Set(names).size).to.equal(names.length);
  });
});
