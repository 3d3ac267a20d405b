import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import satisfies from "spdx-satisfies";
import { notices } from "../../docs/notices";

const ROOT = join(__dirname, "../..");

/** Licenses that allow any use. MPL-2.0 covers its own files only, which are not changed. */
const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "PSF-2.0",
  "Python-2.0",
];

/** Licenses that packages state in another way than by an SPDX expression, each as read in the package. */
const STATED: Readonly<Record<string, string>> = {
  "@logdna/tail-file": "MIT", // LICENSE
  busboy: "MIT", // package.json, `licenses`
  dicer: "MIT", // package.json, `licenses`
  "humanize-number": "MIT", // README
  nub: "MIT", // package.json, "MIT/X11"
  only: "MIT", // README
  "parse-cache-control": "BSD-3-Clause", // LICENSE
  streamsearch: "MIT", // package.json, `licenses`
};

interface Lock {
  packages: Record<string, { license?: string; version?: string }>;
}

interface Bom {
  bomFormat: string;
  components: { name: string; version: string; purl: string; licenses?: object[] }[];
}

describe("Licenses", () => {
  it("are allowed ones for every package that `npm ci` installs", () => {
    const { packages }: Lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
    const { "": _own, ...others } = packages;
    const refused = Object.entries(others).filter(([path, { license }]) => {
      const stated = STATED[path.replace(/^.*node_modules\//, "")] ?? license;
      return stated === undefined || !satisfies(stated, ALLOWED);
    });
    expect(refused.map(([path, { license }]) => `${path}: ${license}`)).to.deep.equal([]);
  });

  it("are those that the files of notices show (npm run docs:notices)", async () => {
    for (const [path, text] of Object.entries(await notices()))
      expect(readFileSync(join(ROOT, path), "utf8"), path).to.equal(text);
  });

  it("stand with every package in the software bill of materials (npm run sbom)", async function () {
    this.timeout(60_000);
    const sbom = await promisify(execFile)("npm", ["run", "-s", "sbom"], { cwd: ROOT, maxBuffer: 64 << 20 });
    const { bomFormat, components }: Bom = JSON.parse(sbom.stdout);
    expect(bomFormat).to.equal("CycloneDX");
    const { packages }: Lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
    const { "": _own, ...others } = packages;
    const names = ([path, { version }]: [string, { version?: string }]) =>
      `${path.replace(/^.*node_modules\//, "")}@${version}`;
    expect(components.map(({ name, version }) => `${name}@${version}`)).to.have.members([
      ...new Set(Object.entries(others).map(names)),
    ]);
    const zod = components.find(({ name }) => name === "zod");
    expect(zod?.purl).to.equal(`pkg:npm/zod@${zod?.version}`);
    expect(zod?.licenses).to.deep.equal([{ license: { id: "MIT" } }]);
  });
});
