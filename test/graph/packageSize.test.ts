import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { packageOf } from "../helpers/code";
import { programGraph } from "../helpers/graph";

const compress = promisify(deflateRaw);

/** What a file takes in a zip: its compressed bytes, and its name with the fixed parts of its two headers. */
async function zippedSize(name: string, content: Buffer): Promise<number> {
  const compressed = await compress(content);
  return compressed.length + 30 + 46 + 2 * Buffer.byteLength(name);
}

async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = files.map(async (file) => zippedSize(file, await readFile(file)));
  return sum(await Promise.all(sizes));
}

/** What `aws.lambda.CallbackFunction` would upload besides the closure: the folders of all production dependencies. */
async function stockSize(): Promise<number> {
  const folders = [...(await pulumi.runtime.computeCodePaths()).keys()];
  let size = 0;
  for (const folder of folders) size += await folderSize(folder);
  return size;
}

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

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
  });
});

const kilobytes = (bytes: number) => Math.round(bytes / 1000);
