import * as pulumi from "@pulumi/pulumi";
import { BuildCache, cacheFolder } from "./buildCache";
import { separateValues } from "./closureModules";

/** Returns the init layer of a function. */
type Closure<Env> = (env: Env) => () => Promise<unknown>;

/**
 * The text of a closure with its captured values, which exports it as `init`.
 *
 * To serialize one, Pulumi walks all globals and asks V8's inspector, which first tells it of every script: together a
 * fifth of the time to run the program. Of a closure that captures `env` at most, the text depends on its source and
 * `env` alone. So it is kept between evaluations, with stand-ins for the strings in `env`, which differ between
 * deployments.
 */
export async function serializedClosure<Env>(handler: Closure<Env>, env: Env): Promise<string> {
  if (!ONLY_RETURNS_INIT.test(`${handler}`) || !isPlain(env)) return serialized(handler(env));
  const strings: string[] = [];
  const template = withStandIns(env, strings) as Env;
  const key = `${handler}\n${JSON.stringify(template)}`;
  const kept = keptTexts();
  let text = kept.get(key)?.toString();
  if (text === undefined) {
    text = await serialized(handler(template));
    // One that captures more could have the source of another.
    if (!CAPTURES_ENV_AT_MOST.test(separateValues(text).code)) return serialized(handler(env));
    kept.set(key, text);
  }
  return text.replace(STAND_IN, (_, place: string) => JSON.stringify(strings[Number(place)]));
}

/** A closure whose outer layer computes nothing, so that it takes stand-ins. */
const ONLY_RETURNS_INIT = /^\((env)?\) => async \(\) =>/;

/** The text of a closure as Pulumi begins it if it captures `env` at most, and no function or module. */
const CAPTURES_ENV_AT_MOST =
  /^exports\.init = __f0;\n+function __f0\(\) \{\n {2}return \(function\(\) \{\n {4}with\(\{ (env: __env, )?this: undefined, arguments: undefined \}\) \{\n/;

/** A string literal that stands for one in `env`: no source contains characters for private use. */
const STAND_IN = /"\uE000(\d+)"/g;

async function serialized(init: () => Promise<unknown>): Promise<string> {
  return (await pulumi.runtime.serializeFunction(init, { exportName: "init" })).text;
}

/** Returns true if JSON tells all of a value. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return Object.keys(value).length === value.length && value.every(isPlain);
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null)
    return ["string", "boolean", "object"].includes(typeof value);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}

/** A plain value with stand-ins for its strings, which are added to `strings`. */
function withStandIns(value: unknown, strings: string[]): unknown {
  if (typeof value === "string") return `\uE000${strings.push(value) - 1}`;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => withStandIns(inner, strings));
  const entries = Object.entries(value).map(([key, inner]) => [key, withStandIns(inner, strings)]);
  return Object.fromEntries(entries);
}

let opened: { folder: string; texts: BuildCache } | undefined;

/** The texts depend on nothing but their keys and the packages. */
function keptTexts(): BuildCache {
  const folder = cacheFolder();
  if (opened?.folder !== folder) opened = { folder, texts: new BuildCache("closures", []) };
  return opened.texts;
}
