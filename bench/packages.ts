import { packageOf } from "../test/helpers/code";
import { programGraph } from "../test/helpers/graph";
import { deployedText, directText, handlers } from "./handlers";
import { exactly, type Result, type Run } from "./harness";
import { stockSize, zippedSize } from "./zip";

interface Package {
  name: string;
  files: number;
  /** Bytes zipped. */
  size: number;
}

/** Goals 1 and 2: how small the functions' packages are. */
export async function packages({ say }: Run): Promise<Result[]> {
  say("Packaging every function of the program");
  const deployed = await deployedPackages();
  const stock = await stockSize();
  const mysql = new Set(handlers().flatMap(({ name, usesMysql }) => (usesMysql ? [name] : [])));
  const most = Math.max(...deployed.map(({ files }) => files));
  return [
    againstStock(
      "1",
      "smallest gain of a function's zip",
      deployed.filter(({ name }) => !mysql.has(name)),
      stock,
      30,
    ),
    againstStock(
      "1b",
      "smallest gain of a MySQL function's zip",
      deployed.filter(({ name }) => mysql.has(name)),
      stock,
      8,
    ),
    {
      goal: "1c",
      what: "most files in a function's zip",
      kind: "count",
      figure: exactly(most),
      unit: "",
      limit: { atMost: 1 },
      details: { functions: deployed.length },
    },
    await againstEsbuild(say),
  ];
}

async function deployedPackages(): Promise<Package[]> {
  const graph = await programGraph();
  const functions = graph.ofType("aws:lambda/function:Function").map(async (fn) => {
    const files = Object.entries(await packageOf(fn));
    const sizes = await Promise.all(files.map(([name, text]) => zippedSize(name, text)));
    return { name: fn.name, files: files.length, size: sizes.reduce((total, size) => total + size, 0) };
  });
  return Promise.all(functions);
}

function againstStock(goal: string, what: string, those: Package[], stock: number, times: number): Result {
  const largest = those.reduce((a, b) => (a.size > b.size ? a : b));
  return {
    goal,
    what: `${what}, against stock CallbackFunction`,
    kind: "size",
    figure: exactly(stock / largest.size),
    unit: "1/x",
    limit: { atLeast: times },
    details: { largest: largest.name, bytes: largest.size, stockBytes: stock },
  };
}

async function againstEsbuild(say: Run["say"]): Promise<Result> {
  let worst = { name: "", ratio: 0 };
  for (const { name } of handlers()) {
    say(`Bundling ${name} by esbuild alone`);
    const [deployed, direct] = await Promise.all([deployedText(name), directText(name)]);
    const ratio = (await zippedSize("index.js", deployed)) / (await zippedSize("index.js", direct));
    if (ratio > worst.ratio) worst = { name, ratio };
  }
  return {
    goal: "2",
    what: "largest zip, against esbuild of the same handler with the same options",
    kind: "size",
    figure: exactly(worst.ratio),
    unit: "×",
    limit: { atMost: 1.05 },
    details: { function: worst.name },
  };
}
