import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Started } from "../../../local/engine/started";
import { startServices } from "../../../local/services";
import { rds } from "../../../local/services/rds";
import { CUSTOM, WEBSITE } from "../../helpers/configurations";
import { programGraph } from "../../helpers/graph";

/** Settings that together declare every type of resource that the program knows. */
const SETTINGS = [WEBSITE, CUSTOM];

/** Every type that a service of the local cloud creates. */
async function createdTypes(): Promise<string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
  // A folder that is there is not prepared by a MariaDB server.
  mkdirSync(join(dataDir, "rds"));
  const started: Started[] = [];
  try {
    const place = {
      region: "eu-central-1",
      accountId: "000000000000",
      dataDir,
      host: "localhost",
      sitePort: 0,
    };
    const { all, context } = await startServices({ ...place, report: () => undefined }, started);
    const database = rds(context, { server: "", share: "" });
    return [...all, database].flatMap(({ resources }) => Object.keys(resources));
  } finally {
    for (const one of started.reverse()) await one.close?.();
    await rm(dataDir, { recursive: true, force: true });
  }
}

describe("resource types of the local cloud", () => {
  it("are those that the program declares", async function () {
    this.timeout(120_000);
    const declared = new Set<string>();
    for (const settings of SETTINGS) {
      for (const { type } of (await programGraph(settings)).resources) declared.add(type);
    }
    const created = await createdTypes();
    expect(created).to.deep.equal([...new Set(created)], "two services create one type");
    expect(created.toSorted()).to.deep.equal([...declared].sort());
  });
});
