import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { Level } from "level";
import { startCloud } from "../../../local/cloud";

/** The method of LevelDB in which closing ends. */
const engine = Level.prototype as unknown as { location: string; _close(): Promise<void> };
const { _close } = engine;

describe("services that fail to close", () => {
  let dataDir: string;
  let problems: string[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    problems = [];
    engine._close = async function () {
      await _close.call(this);
      // The tables of DynamoDB are opened and closed before the start, too.
      if (!this.location.endsWith("dynamodb")) throw new Error("It fails as asked.");
    };
  });
  afterEach(async () => {
    Object.assign(engine, { _close });
    await rm(dataDir, { recursive: true });
  });

  const start = (config: Record<string, string>) => {
    const root = join(__dirname, "../program");
    return startCloud({ dataDir, root, config, report: (problem) => problems.push(problem) });
  };
  const closed = (names: string[]) =>
    names.map((name) => `${name} could not be closed: Database failed to close`);

  it("are reported and keep no other one open, whether the start succeeds or not", async () => {
    const error = await start({ unknownType: "true" }).catch((reason) => reason);
    expect(error.message).to.contain("aws:mq/broker:Broker");
    expect(problems).to.deep.equal(closed(["s3", "states", "sqs"]));
    problems.length = 0;
    await (await start({})).stop();
    expect(problems).to.deep.equal(closed(["s3", "states", "sqs"]));
    engine._close = _close;
    await (await start({})).stop();
  }).timeout(120_000);
});

describe("stopping a local cloud twice", () => {
  it("ends both times when everything is closed", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const { promise, resolve } = Promise.withResolvers<void>();
    try {
      const cloud = await startCloud({ dataDir, root: join(__dirname, "../program") });
      const ends: string[] = [];
      engine._close = async function () {
        await promise;
        await _close.call(this);
        ends.push("database");
      };
      const stops = [1, 2].map(() => cloud.stop().then(() => ends.push("stop")));
      await pause(50);
      expect(ends).to.deep.equal([]);
      resolve();
      await Promise.all([...stops, cloud.stop()]);
      expect(ends.slice(-2)).to.deep.equal(["stop", "stop"]);
      expect(ends.filter((end) => end === "database").length).to.be.greaterThan(1);
    } finally {
      resolve();
      Object.assign(engine, { _close });
      await rm(dataDir, { recursive: true });
    }
  });
});

describe("a start that is interrupted", () => {
  it("creates no further resource, and closes what it has opened", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const options = { dataDir, root: join(__dirname, "../program"), report: expect.fail };
    const ending = new AbortController();
    const created: string[] = [];
    const starting = startCloud({
      ...options,
      signal: ending.signal,
      onResource({ name }) {
        created.push(name);
        ending.abort();
      },
    });
    expect(await starting.catch(({ name }) => name)).to.equal("AbortError");
    // Including those that were being created at the same time.
    const before = created.length;
    const cloud = await startCloud(options);
    expect(before).to.be.lessThan(cloud.resources.length / 2);
    await cloud.stop();
    await rm(dataDir, { recursive: true });
  });
});
