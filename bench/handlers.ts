import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { BUNDLE_OPTIONS, bundleHandler, type InlineHandler } from "../components/bundling/bundle";
import { rdsCertificates } from "../components/documents/rdsCertificates";

export const ROOT = resolve(__dirname, "..");
const HANDLERS = join(ROOT, "handlers");
/** What the benchmark makes and may make again. */
export const SCRATCH = join(ROOT, ".local", "bench");

const TABLES = { expensesTable: "Expenses", ledgersTable: "Ledgers" };
const REGION = "us-east-1";

/** Values for whatever a handler captures. A closure keeps those that it uses. */
export const ENV = {
  ...TABLES,
  alertTopicArn: `arn:aws:sns:${REGION}:000000000000:alerts`,
  thresholds: { USD: 50_000 },
  currency: "USD",
  timezone: "UTC",
  siteOrigin: "https://expenses.example",
  bucket: "reports",
  metricsNamespace: "expenses/bench",
  jobs: ["report", "backup", "verify"],
  segments: 8,
  address: {
    host: "127.0.0.1",
    port: 3306,
    database: "expenses",
    user: "expenses",
    region: REGION,
    certificates: rdsCertificates(REGION),
  },
  schema: readFileSync(join(ROOT, "schema.sql"), "utf8"),
  backupUser: "expenses_backup",
  userPoolId: `${REGION}_000000000`,
  eraser: "eraseAccount",
  exporter: "exportLedger",
  generator: "generateReport",
};

/** A handler of the program. */
export interface Handler {
  name: string;
  /** Whether it talks to MySQL, whose driver is larger than all else. */
  usesMysql: boolean;
}

/** Every handler in `handlers/`: a file that exports a function of its own name. */
export function handlers(): Handler[] {
  const names = readdirSync(HANDLERS).map((file) => basename(file, ".ts"));
  return names.flatMap((name) => {
    return closureOf(name) === undefined
      ? []
      : [{ name, usesMysql: sourceOf(name).includes("DatabaseAddress") }];
  });
}

function sourceOf(name: string): string {
  return readFileSync(join(HANDLERS, `${name}.ts`), "utf8");
}

function closureOf(name: string): InlineHandler<typeof ENV> | undefined {
  return require(join(HANDLERS, name))[name];
}

/** The text that is deployed of a handler. */
export function deployedText(name: string): Promise<string> {
  const closure = closureOf(name);
  if (closure === undefined) throw new Error(`There is no handler ${name}.`);
  return bundleHandler(name, closure, ENV);
}

/**
 * The same handler without Pulumi: imported by a module like any other. Of the values it gets those that its file names, for
 * Pulumi captures no others either.
 */
export function plainEntry(name: string): esbuild.StdinOptions {
  const source = sourceOf(name);
  const used = Object.entries(ENV).filter(([key]) => new RegExp(`\\b${key}\\b`).test(source));
  const contents = `
    import { ${name} } from "./${name}";
    export const init = ${name}(${JSON.stringify(Object.fromEntries(used))});
    let ready;
    export const handler = async (event, context) => (await (ready ??= init()))(event, context);
  `;
  return { contents, resolveDir: HANDLERS };
}

/** What esbuild makes of the handler directly, with the options of the deployment. */
export function directText(name: string): Promise<string> {
  return build({ ...BUNDLE_OPTIONS, stdin: plainEntry(name) });
}

/** A module that takes its packages from `node_modules`; it must lie below this project's folder. */
export function unbundledText(stdin: esbuild.StdinOptions): Promise<string> {
  const { platform, target, format } = BUNDLE_OPTIONS;
  return build({ platform, target, format, bundle: true, packages: "external", stdin });
}

async function build(options: esbuild.BuildOptions): Promise<string> {
  const { outputFiles = [] } = await esbuild.build({ ...options, write: false, logLevel: "silent" });
  return outputFiles[0]?.text ?? "";
}

/** Writes a module for this benchmark below the project's folder, so that it finds the packages, and returns its path. */
export function writeModule(name: string, text: string): string {
  mkdirSync(SCRATCH, { recursive: true });
  const file = join(SCRATCH, `${name}.js`);
  writeFileSync(file, text);
  return file;
}
