import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { withIdleCosts } from "../../bench/idleCosts";
import { withRoutes } from "../../docs/routes";

describe("README.md", () => {
  const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");

  it("lists the routes that the API has (npm run docs:routes)", () => {
    expect(withRoutes(readme)).to.equal(readme);
  });

  it("says what a stack costs that nobody uses (npm run docs:costs)", () => {
    expect(withIdleCosts(readme)).to.equal(readme);
  });
});
