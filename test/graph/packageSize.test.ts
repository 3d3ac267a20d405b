import { readFileSync } from "node:fs";
import { expect } from "chai";
import { firstScreen } from "../../bench/firstScreen";
import { stockSize, zippedSize } from "../../bench/zip";
import { packageOf } from "../helpers/code";
import { programGraph } from "../helpers/graph";

describe("the package of logExpense", () => {
  it("is one JavaScript file, a thirtieth of what a stock CallbackFunction uploads or less", async function () {
    this.timeout(180_000);
    const graph = await programGraph();
    const [logExpense] = graph
      .ofType("aws:lambda/function:Function")
      .filter(({ name }) => name === "logExpense");
    if (logExpense === undefined) throw new Error("The program has no logExpense.");
    const { "index.js": text = "", ...others } = await packageOf(logExpense);
    expect(others).to.deep.equal({});
    const size = await zippedSize("index.js", Buffer.from(text));
    const stock = await stockSize();
    console.log(
      `        ${kilobytes(size)} kB against ${kilobytes(stock)} kB: 1/${(stock / size).toFixed(1)}`,
    );
    expect(size).to.be.at.most(stock / 30);
    const [, told] = /`logExpense`: (\d+) KB zipped/.exec(readFileSync("README.md", "utf8")) ?? [];
    expect(size / 1024, "the README's figure").to.be.closeTo(Number(told), Number(told) / 20);
  });
});

describe("the page's first screen", () => {
  it("loads at most 30 KB of JavaScript, compressed", async () => {
    const [size] = await firstScreen();
    expect(size?.figure.median).to.be.at.most(30);
  });
});

const kilobytes = (bytes: number) => Math.round(bytes / 1000);
