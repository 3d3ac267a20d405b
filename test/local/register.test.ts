import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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

  it("loads no compiler for files that were compiled before", async () => {
    const loading = `
      require(${JSON.stringify(join(LOCAL, "progress.ts"))});
      const compiler = /node_modules.(typescript|ts-node).(lib|dist)/;
      console.log(JSON.stringify(Object.keys(require.cache).filter((path) => compiler.test(path))));
    `;
    await ran(loading);
    expect(await ran(loading)).to.deep.equal([]);
  });

  it("tells the lines of the sources, also of those that were compiled before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "register-"));
    const source = join(folder, "thrower.ts");
    await writeFile(
      source,
      "\n\ninterface Gone {}\nexport const thrower = (): Gone =>\n  new Error('here');\n",
    );
    const throwing = `
      const lineOf = (error) => /thrower.ts:(\\d+)/.exec(error.stack)[1];
      console.log(lineOf(require(${JSON.stringify(source)}).thrower()));
    `;
    try {
      expect([await ran(throwing), await ran(throwing)]).to.deep.equal([5, 5]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
