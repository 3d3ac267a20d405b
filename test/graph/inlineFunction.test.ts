import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { withLocalStorage } from "@pulumi/pulumi/runtime/state";
import { expect } from "chai";
import { bundleHandler, type InlineHandler } from "../../components/bundling/bundle";
import { InlineFunction, type InlineFunctionArgs } from "../../components/parts/inlineFunction";

type Handler = (event?: unknown, context?: unknown) => Promise<unknown>;

/** Runs a package as Lambda would: nothing in scope but what Node.js gives a module. */
function load(file: Buffer): Handler {
  const module = { exports: {} as { handler: Handler } };
  new Function("module", "exports", "require", file.toString())(
    module,
    module.exports,
    createRequire(__filename),
  );
  return module.exports.handler;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

interface Env {
  table: string;
  limits: { amounts: number[]; note: string | null };
}
const env: Env = { table: "Expenses", limits: { amounts: [1, 2.5], note: null } };
const echo: InlineHandler<Env> = (env) => async () => async (event) => ({ env, event });

const started: number[] = [];
Object.assign(globalThis, { started });
const counting: InlineHandler<object> = () => async () => {
  const { started } = globalThis as unknown as { started: number[] };
  started.push(started.length);
  if (started.length === 1) throw new Error("not yet");
  return async () => started.length;
};

const double = (value: number) => 2 * value;
const helped: InlineHandler<{ value: number }> = (env) => async () => async () => double(env.value);

describe("the package of a closure", () => {
  it("is one module that knows the deployment's values and gets the event", async () => {
    const handler = load(await bundleHandler("echo", echo, env));
    expect(await handler({ a: 1 })).to.deep.equal({ env, event: { a: 1 } });
  });

  it("has the same code for any values, which precede it", async () => {
    const other = { ...env, table: "Others" };
    const [one, two] = await Promise.all([
      bundleHandler("echo", echo, env),
      bundleHandler("echo", echo, other),
    ]);
    expect(one.equals(two)).to.equal(false);
    expect(one.toString().replace("Expenses", "Others")).to.equal(two.toString());
  });

  it("holds functions that the closure captured", async () => {
    expect(await load(await bundleHandler("helped", helped, { value: 21 }))()).to.equal(42);
  });

  it("runs the init layer once, and again after it failed", async () => {
    started.length = 0;
    const handler = load(await bundleHandler("counting", counting, {}));
    expect(await refusal(handler())).to.equal("not yet");
    expect([await handler(), await handler(), started.length]).to.deep.equal([2, 2, 2]);
  });

  it("is refused, by name and cause, when a value is missing", async () => {
    const incomplete = { ...env, limits: { amounts: [1, undefined], note: null } } as unknown as Env;
    expect(await refusal(bundleHandler("echo", echo, incomplete))).to.equal(
      "Function `echo`: `env.limits.amounts.1` is undefined at deployment. Give it a value.",
    );
  });

  it("is refused, by name and cause, when the closure cannot be serialised or bundled; others are not", async () => {
    const client = new (class {
      #secret = 1;
      get() {
        return this.#secret;
      }
    })();
    const capturing: InlineHandler<object> = () => async () => async () => client.get();
    const lost: InlineHandler<object> = () => async () => import("../../domain/nothing.js" as string);
    const elsewhere: InlineHandler<object> = () => async () => import("./logExpense.js" as string);
    const [first, second, third, fourth] = await Promise.all([
      refusal(bundleHandler("capturing", capturing, {})),
      refusal(bundleHandler("lost", lost, {})),
      refusal(bundleHandler("elsewhere", elsewhere, {})),
      bundleHandler("echo", echo, env),
    ]);
    expect(first).to.match(/^Function `capturing` cannot be packaged: /);
    expect(second).to.match(
      /^Function `lost` cannot be packaged: .*Could not resolve "\.\.\/\.\.\/domain\/nothing\.js"/s,
    );
    expect(third).to.match(
      /^Function `elsewhere` cannot be packaged: .*\.\/logExpense\.js is imported; handlers import from \.\.\/\.\.\/domain\/ and packages only/s,
    );
    expect(await load(fourth)("event")).to.deep.equal({ env, event: "event" });
  });
});

describe("InlineFunction", () => {
  const args: InlineFunctionArgs<Env> = { description: "Echoes.", handler: echo, env, statements: [] };
  const declare = (more: Partial<InlineFunctionArgs<Env>>) =>
    withLocalStorage(async () => {
      await pulumi.runtime.setMocks({
        newResource: ({ name }) => ({ id: name, state: {} }),
        call: ({ token }) => {
          throw new Error(`${token} is called.`);
        },
      });
      new InlineFunction("echo", { ...args, ...more });
    });

  for (const timeoutSeconds of [0, 901]) {
    it(`refuses a timeout of ${timeoutSeconds} s`, async () => {
      expect(await refusal(declare({ timeoutSeconds }))).to.equal(
        "Function `echo`: `timeoutSeconds` must be from 1 to 900.",
      );
    });
  }

  it("refuses patterns of actions", async () => {
    const statements = [{ actions: ["dynamodb:*"], resources: ["arn:aws:dynamodb:::table/Expenses"] }];
    expect(await refusal(declare({ statements }))).to.equal(
      "Function `echo`: `statements` must name actions; dynamodb:* is a pattern.",
    );
  });
});
