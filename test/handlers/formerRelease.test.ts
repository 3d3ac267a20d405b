import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { startCloud } from "../../local/cloud";
import { formerUsers, unpackData } from "../formerRelease/model";
import { signIn } from "../helpers/api";
import { databaseOf, type TestCloud } from "../helpers/cloud";

describe("today's program on data that the release before has written", () => {
  let cloud: TestCloud;

  before(async function () {
    this.timeout(120_000);
    const dataDir = mkdtempSync(join(tmpdir(), "expenses-former-"));
    unpackData(dataDir);
    // Reports stay readable however old they are when this runs.
    const config = { backup: "false", reportArchiveAfterDays: "36500" };
    const running = await startCloud({ dataDir, config });
    cloud = { ...running, dataDir, output: (name) => String(running.outputs[name]?.value) };
  });
  after(async () => {
    await cloud?.stop();
    if (cloud) rmSync(cloud.dataDir, { recursive: true });
  });

  it("has migrated them when it has started: settings of the user are apart from those of the ledger", async () => {
    const { Items = [] } = await databaseOf(cloud).send(new ScanCommand({ TableName: "Ledgers" }));
    const valuesOf = (kind: string) => Items.filter(({ sk }) => sk === kind).map(({ settings }) => settings);
    expect(valuesOf("userSettings")).to.deep.equal([{ theme: "dark", language: "de" }]);
    expect(valuesOf("profile")).to.have.deep.members([
      { currency: "EUR", timezone: "Europe/Vienna" },
      ...valuesOf("settings"),
    ]);
    expect(Items.find(({ sk }) => sk === "dataVersion")).to.deep.include({ ledgerId: "system", version: 2 });
  });

  for (const [name, former] of Object.entries(formerUsers())) {
    it(`answers as that release did: ${name}`, async () => {
      const user = await signIn(cloud, former.email, former.password);
      for (const [path, expected] of Object.entries(former.read)) {
        const { status, body } = await user.api("GET", path);
        expect(status, path).to.equal(200);
        expect(known(body, expected), path).to.deep.equal(expected);
      }
      const { body: link } = await user.api<{ url: string }>("GET", "/reports/2026-10");
      expect(await (await fetch(link.url)).text()).to.equal(former.report);
    });
  }
});

/** The properties of a value that another has, too: later releases add properties. */
function known(value: unknown, other: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(other)) {
    return value.map((item, index) => known(item, other[index]));
  }
  if (!isObject(value) || !isObject(other)) return value;
  const names = Object.keys(other).filter((name) => name in value);
  return Object.fromEntries(names.map((name) => [name, known(value[name], other[name])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
