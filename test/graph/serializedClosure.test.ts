import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { serializedClosure } from "../../components/bundling/serializedClosure";
import { jobs, operations } from "../../handlers/catalogue";

const values = {
  ...{ ledgers: "Ledgers", siteOrigin: 'of "$&", \\, \uE0001 and\nlines', empty: "", role: "viewer" },
  ...{ recentSignIn: false, nothing: null, port: 3306, share: 0.5, places: ["a", "a", 1, ["b"]] },
  quotas: { exports: { perUser: 3 }, "not-a-name": { of: "c" } },
};
type Values = typeof values;
type Closure = Parameters<typeof serializedClosure<Values>>[0];

const serialize = pulumi.runtime.serializeFunction;

/** The text of a closure with its values, as Pulumi makes it. */
const byPulumi = async (closure: Closure, env: Values) =>
  (await serialize(closure(env), { exportName: "init" })).text;

describe("a serialized closure", function () {
  this.timeout(60_000);
  let folder: string;
  let asked = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "expenses-test-"));
    process.env.BUILD_CACHE = folder;
    asked = 0;
    const counted: typeof serialize = (...args) => {
      asked += 1;
      return serialize(...args);
    };
    Object.defineProperty(pulumi.runtime, "serializeFunction", { value: counted, configurable: true });
  });
  afterEach(async () => {
    Object.defineProperty(pulumi.runtime, "serializeFunction", { value: serialize, configurable: true });
    delete process.env.BUILD_CACHE;
    await rm(folder, { recursive: true });
  });

  it("has the text that Pulumi gives it, also for another deployment, for which Pulumi is not asked", async () => {
    const definitions = [...operations, ...jobs];
    const others = { ...values, ledgers: "Others", places: ["d", "e", 1, ["f"]] };
    for (const { name, handler } of definitions) {
      const closure = handler as unknown as Closure;
      await serializedClosure(closure, values);
      expect(await serializedClosure(closure, others), name).to.equal(await byPulumi(closure, others));
    }
    expect(asked).to.equal(definitions.length);
  });

  it("is analyzed once for all deployments", async () => {
    const closure: Closure = (env) => async () => async () => env.ledgers;
    await serializedClosure(closure, values);
    await serializedClosure(closure, { ...values, ledgers: "Others" });
    expect(asked).to.equal(1);
  });

  it("is analyzed for each source, and for values that differ in more than their strings", async () => {
    const one: Closure = (env) => async () => async () => env.port;
    const two: Closure = (env) => async () => async () => env.share;
    for (const env of [values, { ...values, port: 3307 }])
      for (const closure of [one, two])
        expect(await serializedClosure(closure, env)).to.equal(await byPulumi(closure, env));
  });

  it("is its own if it captures more than those values", async () => {
    const times =
      (factor: number): Closure =>
      (env) =>
      async () =>
      async () =>
        env.port * factor;
    for (const closure of [times(2), times(3)])
      expect(await serializedClosure(closure, values)).to.equal(await byPulumi(closure, values));
  });

  it("takes values that JSON does not tell, and ones that its outer layer computes", async () => {
    const env = { ...values, since: new Date(0), least: -0 };
    const shown: Closure = (env) => async () => async () => env;
    const computing: Closure = (env) => {
      const count = BigInt(env.empty);
      return async () => async () => count;
    };
    expect(await serializedClosure(shown, env)).to.equal(await byPulumi(shown, env));
    expect(await serializedClosure(computing, values)).to.equal(await byPulumi(computing, values));
  });
});
