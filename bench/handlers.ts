import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { BUNDLE_OPTIONS, bundleHandler, type InlineHandler } from "../components/bundling/bundle";
import { packagedCertificates } from "../components/documents/rdsCertificates";
import { QUOTAS } from "../domain/quotas/quotaKinds";
import { jobs, operations, trackedSchedules } from "../handlers/catalogue";

export const ROOT = resolve(__dirname, "..");
const HANDLERS = join(ROOT, "handlers");
/** Folder for files that the benchmark generates and can regenerate. */
export const SCRATCH = join(ROOT, ".bench");

const REGION = "us-east-1";
const ADDRESS = {
  host: "127.0.0.1",
  port: 3306,
  database: "expenses",
  user: "expenses",
  region: REGION,
  certificates: packagedCertificates(REGION),
};

/** Values for everything that a definition uses. */
export const ENV = {
  alarms: `arn:aws:sns:${REGION}:000000000000:operations`,
  alerts: `arn:aws:sns:${REGION}:000000000000:alerts`,
  backupUser: "expenses_backup",
  currency: "USD",
  database: ADDRESS,
  databaseAdmin: ADDRESS,
  databaseMigrator: ADDRESS,
  deadLetters: [],
  eraseAccount: "eraseAccount",
  expenses: "Expenses",
  exportLedger: "exportLedger",
  files: "reports",
  generateReport: "generateReport",
  job: "backup",
  jobs: trackedSchedules.map(({ job }) => job),
  ledgers: "Ledgers",
  metricsNamespace: "expenses/bench",
  quotas: QUOTAS,
  schema: readFileSync(join(ROOT, "schema.sql"), "utf8"),
  segments: 8,
  siteOrigin: "https://expenses.example",
  thresholds: { USD: 50_000 },
  timezone: "UTC",
  users: `${REGION}_000000000`,
};

/** A handler of the program. */
interface Handler {
  name: string;
  /** True if the handler uses MySQL, whose driver is larger than everything else. */
  usesMysql: boolean;
}

const definitions = [...operations, ...jobs];

/** Every operation and job. */
export function handlers(): Handler[] {
  return definitions.map(({ name, uses }) => ({
    name,
    usesMysql: "database" in uses || "databaseAdmin" in uses,
  }));
}

function definitionOf(name: string): (typeof definitions)[number] {
  const found = definitions.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no handler ${name}.`);
  return found;
}

/** The values that a deployment would pass to a closure. */
function valuesOf(name: string): Record<string, unknown> {
  const definition = definitionOf(name);
  const used = Object.keys(definition.uses).map((resource) => resource.split(".")[0]);
  const names = new Set([...used, ...(definition.settings ?? [])]);
  const values = Object.entries(ENV).filter(([key]) => names.has(key));
  const { siteOrigin } = ENV;
  return {
    ...Object.fromEntries(values),
    ...(definition.kind === "operation" && { siteOrigin, role: definition.role }),
  };
}

/** The deployed text of a handler. */
export async function deployedText(name: string): Promise<string> {
  const closure = definitionOf(name).handler as InlineHandler<Record<string, unknown>>;
  return (await bundleHandler(name, closure, valuesOf(name))).toString();
}

/** The same handler without Pulumi: the closure alone, as an ordinary module. */
export function plainEntry(name: string): esbuild.StdinOptions {
  const { handler } = definitionOf(name);
  const contents = `
    const closure = ${handler.toString()};
    export const init = closure(${JSON.stringify(valuesOf(name))});
    let ready;
    export const handler = async (event, context) => (await (ready ??= init()))(event, context);
  `;
  return { contents, resolveDir: join(HANDLERS, "expenses") };
}

/** Bundles the handler directly with esbuild, using the options of the deployment. */
export function directText(name: string): Promise<string> {
  return build({ ...BUNDLE_OPTIONS, stdin: plainEntry(name) });
}

/** A module that resolves its packages from `node_modules`; it must be inside this project's folder. */
export function unbundledText(stdin: esbuild.StdinOptions): Promise<string> {
  const { platform, target, format } = BUNDLE_OPTIONS;
  return build({ platform, target, format, bundle: true, packages: "external", stdin });
}

async function build(options: esbuild.BuildOptions): Promise<string> {
  const { outputFiles = [] } = await esbuild.build({ ...options, write: false, logLevel: "silent" });
  return outputFiles[0]?.text ?? "";
}

/** Writes a module inside the project's folder, so that it resolves the packages, and returns its path. */
export function writeModule(name: string, text: string): string {
  mkdirSync(SCRATCH, { recursive: true });
  const file = join(SCRATCH, `${name}.js`);
  writeFileSync(file, text);
  return file;
}
