import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { costPage } from "../../bench/cost";
import { withIdleCosts } from "../../bench/idleCosts";
import { withJobIncidents } from "../../docs/jobIncidents";
import { withRoutes } from "../../docs/routes";

const ROOT = join(__dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe("README.md", () => {
  const readme = read("README.md");

  it("lists the routes that the API has (npm run docs:routes)", () => {
    expect(withRoutes(readme)).to.equal(readme);
  });

  it("shows an operation as it is", () => {
    const [, sample = ""] = /```ts\n(export const getExpense = [^`]*)```/.exec(readme) ?? [];
    const source = new Set(read("handlers/expenses/getExpense.ts").split("\n"));
    const lines = sample.split("\n").filter((line) => !line.trim().startsWith("// …"));
    expect(lines).to.have.length.above(10);
    expect(lines.filter((line) => !source.has(line))).to.deep.equal([]);
  });

  it("names files and folders that are there, and so do the documents beside it", () => {
    const documents = ["README.md", "local/README.md", ...globSync("{docs,bench}/*.md", { cwd: ROOT })];
    const missing = documents.flatMap((document) =>
      [...read(document).matchAll(/`((?:\.\/)?[\w-]+\/[\w./-]*\w(?:\.\w+|\/))`/g)]
        .map(([, path = ""]) => path)
        .filter((path) => existsSync(join(ROOT, path.split("/")[0] ?? "")) && !existsSync(join(ROOT, path)))
        .map((path) => `${document}: ${path}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it("says what a stack costs that nobody uses (npm run docs:costs)", () => {
    expect(withIdleCosts(readme)).to.equal(readme);
  });
});

describe("index.ts", () => {
  it("fits on a screen: what the program deploys shows at a glance", () => {
    expect(read("index.ts").trimEnd().split("\n")).to.have.length.below(80);
  });
});

describe("docs/runbook.md", () => {
  it("has the sections that jobs define (npm run docs:routes)", () => {
    const runbook = read("docs/runbook.md");
    expect(withJobIncidents(runbook)).to.equal(runbook);
  });
});

describe("docs/cost.md", () => {
  it("says what the counted requests cost (npm run docs:costs)", () => {
    const { operations } = JSON.parse(read("bench/results.json"));
    expect(costPage(operations)).to.equal(read("docs/cost.md"));
  });
});
