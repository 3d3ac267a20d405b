import { expect } from "chai";
import { exactly, interleave, isMet, medianInterval, ratioOf, spreadOf } from "../../bench/harness";
import { replaceBetween, tableOf } from "../../bench/table";

describe("the harness of the benchmark", () => {
  it("computes the median and the quartiles", () => {
    expect(spreadOf([5, 1, 4, 2, 3])).to.deep.equal({ median: 3, low: 2, high: 4 });
  });

  it("computes between which samples the true median is", () => {
    const samples = Array.from({ length: 41 }, (_, index) => (index * 7) % 41);
    expect(medianInterval(samples)).to.deep.equal([14, 26]);
    expect(medianInterval([2, 1])).to.deep.equal([1, 2]);
  });

  it("compares turn by turn, so that a slow machine slows both", () => {
    expect(ratioOf([2, 20, 200], [1, 10, 100])).to.deep.equal({ median: 2, low: 2, high: 2 });
  });

  it("refuses to compare different turns", () => {
    expect(() => ratioOf([1, 2], [1])).to.throw(RangeError, "the same turns");
  });

  it("alternates subjects in both orders and does not count the first turn", async () => {
    const calls: string[] = [];
    const subject = (name: string) => () => calls.push(name);
    const samples = await interleave(2, { a: subject("a"), b: subject("b") });
    expect(calls).to.deep.equal(["a", "b", "b", "a", "a", "b"]);
    expect(samples).to.deep.equal({ a: [4, 5], b: [3, 6] });
  });

  it("holds a figure against its limit, which it may reach", () => {
    expect(isMet({ figure: exactly(1), limit: { atMost: 1 } })).to.equal(true);
    expect(isMet({ figure: exactly(1.01), limit: { atMost: 1 } })).to.equal(false);
    expect(isMet({ figure: exactly(30), limit: { atLeast: 30 } })).to.equal(true);
    expect(isMet({ figure: exactly(29), limit: { atLeast: 30 } })).to.equal(false);
  });
});

describe("the table of results", () => {
  it("shows figure, spread and limit in the unit of the goal", () => {
    const result = { kind: "time", what: "w", details: {} } as const;
    const table = tableOf([
      {
        ...result,
        goal: "1",
        figure: { median: 0.5, low: 0.45, high: 0.551 },
        unit: "×",
        limit: { atMost: 0.65 },
      },
      { ...result, goal: "2", figure: exactly(29), unit: "1/x", limit: { atLeast: 30 } },
      { ...result, goal: "3", figure: exactly(2.5), unit: "×" },
    ]);
    const cells = table
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .map((row) => row.slice(1, -1));
    expect(cells.toSpliced(1, 1)).to.deep.equal([
      ["Goal", "What", "Figure", "Spread", "Limit", "Met"],
      ["1", "w", "0.5×", "0.45× – 0.55×", "≤ 0.65×", "yes"],
      ["2", "w", "1/29", "–", "≤ 1/30", "**no**"],
      ["3", "w", "2.5×", "–", "–", "–"],
    ]);
  });

  it("tells the day of each recorded figure, since a run of some benchmarks keeps the others", () => {
    const result = { kind: "count", what: "w", details: {}, unit: "", limit: { atMost: 1 } } as const;
    const table = tableOf([{ ...result, goal: "1", figure: exactly(1), measuredOn: "2026-11-29" }]);
    expect(table.split("\n").map((line) => line.split("|").at(-2)?.trim())).to.deep.equal([
      "Measured on",
      "-------------",
      "2026-11-29",
    ]);
  });

  it("goes between its markers and leaves the rest", () => {
    const page = "before\n<!-- x -->\nold\n<!-- /x -->\nafter\n";
    expect(replaceBetween(page, "x", "new")).to.equal("before\n<!-- x -->\nnew\n<!-- /x -->\nafter\n");
    expect(() => replaceBetween("no markers", "x", "new")).to.throw("There is no <!-- x -->");
  });
});
