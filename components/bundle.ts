import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as esbuild from "esbuild";

const HANDLERS = path.resolve(__dirname, "../handlers");

/** A handler before deployment: called with the deployment's values it gives the init layer, which gives the event handler. */
export type InlineHandler<Env> = (
  env: Env,
) => () => Promise<(event: never, context: never) => Promise<unknown>>;

/**
 * Makes the one JavaScript file of a function: Pulumi serialises the closure with the values it captured, esbuild brings in
 * the code that it imports. The file exports `handler`.
 *
 * The same closure and values give the same bytes, so that `pulumi up` shows a change only where there is one.
 * @throws Error that names the function when the closure captures what cannot be serialised, or imports what is not there.
 */
export async function bundleHandler<Env>(
  name: string,
  handler: InlineHandler<Env>,
  env: Env,
): Promise<string> {
  const undefinedPath = findUndefined(env, "env");
  if (undefinedPath !== undefined) {
    throw new Error(
      `Function \`${name}\`: \`${undefinedPath}\` is undefined at deployment. Give it a value.`,
    );
  }
  try {
    const init = await pulumi.runtime.serializeFunction(handler(env), { exportName: "init" });
    return await bundle(`${init.text}\n${ENTRY}`);
  } catch (error) {
    throw new Error(`Function \`${name}\` cannot be packaged: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Runs the init layer once per cold start, at the first event, and keeps what it made for the events after it. An init that
 * failed is started anew by the next event, so that a passing fault does not break a warm function for good.
 */
const ENTRY = `
let ready;
exports.handler = async (event, context) => {
  ready ??= exports.init().catch((error) => {
    ready = undefined;
    throw error;
  });
  return (await ready)(event, context);
};
`;

async function bundle(text: string): Promise<string> {
  const result = await esbuild.build({
    stdin: { contents: text, resolveDir: HANDLERS, sourcefile: "closure.js" },
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node24",
    // Serialised closures use `with`, which only sloppy-mode CommonJS allows.
    format: "cjs",
    // The AWS SDK's ES modules are smaller than its CommonJS ones, because unused parts can be left out.
    mainFields: ["module", "main"],
    // A function's credentials are in its environment: the SDK's other providers (SSO, INI files, processes, metadata) would
    // be a third of the package and of its init time.
    alias: { "@aws-sdk/credential-provider-node": path.join(__dirname, "environmentCredentials.ts") },
    legalComments: "none",
    logLevel: "silent",
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error("esbuild gave no file.");
  return file.text;
}

/** Where in a value an `undefined` is; Pulumi would capture it without a word. */
function findUndefined(value: unknown, at: string): string | undefined {
  if (value === undefined) return at;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUndefined(inner, `${at}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
