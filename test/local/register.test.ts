import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const LOCAL = join(__dirname, "../../local");

/** Runs a script as the local cloud is run. @returns what it prints, as JSON. */
async function ran(script: string): Promise<unknown> {
  const preload = join(LOCAL, "register.cjs");
  const { stdout } = await promisify(execFile)(process.execPath, ["-r", preload, "-e", script]);
  return JSON.parse(stdout);
}

describe("the local cloud's process", function () {
  this.timeout(60_000);

  it("loads with the cloud neither npm's resolver, nor a maker of certificates, nor a reader of receipts", async () => {
    const late = "arborist|pacote|selfsigned|@peculiar|tesseract|pdfjs|pdfium";
    const loaded = await ran(`
      require(${JSON.stringify(join(LOCAL, "cloud.ts"))});
      const late = /node_modules.(@[^/]+.)?(${late})/;
      console.log(JSON.stringify(Object.keys(require.cache).filter((path) => late.test(path))));
    `);
    expect(loaded).to.deep.equal([]);
  });

  it("has npm's resolver once the Pulumi runtime asks for it", async () => {
    const found = await ran(`
      const { Arborist } = require("@npmcli/arborist");
      console.log(JSON.stringify(typeof Arborist.prototype.loadActual));
    `);
    expect(found).to.equal("function");
  });
});
