import { join, resolve } from "node:path";
import { inspect, parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { RunError } from "@pulumi/pulumi/errors";
import writeFileAtomic from "write-file-atomic";
import type { RunningCloud } from "./cloud";
import { failRequestOf, serviceOf } from "./engine/containment";
import { fullDiskOf, LocalCloudError, messageOf } from "./engine/localCloudError";
import type { ProgramOutput } from "./engine/program";
import { framed, Progress } from "./progress";

const USAGE = `Usage: npm start -- [options]

Runs the Pulumi program on this machine.

  --port N      port of the site; 0 picks a free one (default 3000)
  --data DIR    data folder (default .local)
  --fresh       delete the data first
  --host NAME   host name in the addresses of the site and the API (default localhost)
  --workers N   functions that are kept ready; each takes up to 40 MB (default 16)
  --password-cost N
                cost of password hashes, a power of two (default 16384)
  --config K=V  override a setting of Pulumi.dev.yaml for this run; may be repeated
  --help        show this help
`;

interface Options {
  port: number;
  data: string;
  fresh: boolean;
  host: string;
  workers: number | undefined;
  passwordCost: number | undefined;
  config: Record<string, string>;
}

const HOST_NAME = /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i;

/** @returns undefined if help is requested. @throws LocalCloudError if the arguments are invalid. */
function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "3000" },
        data: { type: "string", default: ".local" },
        fresh: { type: "boolean", default: false },
        host: { type: "string", default: "localhost" },
        workers: { type: "string" },
        "password-cost": { type: "string" },
        config: { type: "string", multiple: true, default: [] },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return undefined;
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
      throw new Error(`--port must be a number up to 65535, not "${values.port}".`);
    }
    if (!HOST_NAME.test(values.host)) {
      throw new Error(`--host must be a host name, such as localhost, not "${values.host}".`);
    }
    if (values.workers !== undefined && !/^[1-9]\d{0,2}$/.test(values.workers)) {
      throw new Error(`--workers must be a number from 1 to 999, not "${values.workers}".`);
    }
    const workers = values.workers === undefined ? undefined : Number(values.workers);
    const passwordCost = costOf(values["password-cost"]);
    // Browsers send it in lower case.
    const host = values.host.toLowerCase();
    const config = settingsOf(values.config);
    return { ...values, host, port: Number(values.port), workers, passwordCost, config };
  } catch (error) {
    throw new LocalCloudError(`${messageOf(error)} See npm start -- --help.`);
  }
}

/** More would need more memory than Node.js gives to a hash. */
const MAX_PASSWORD_COST = 16_384;

function costOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const cost = Number(given);
  if (cost < 2 || cost > MAX_PASSWORD_COST || !Number.isInteger(Math.log2(cost))) {
    throw new Error(`--password-cost must be a power of two up to ${MAX_PASSWORD_COST}, not "${given}".`);
  }
  return cost;
}

/** Settings as `pulumi up --config` takes them: `key=value`. */
function settingsOf(given: readonly string[]): Record<string, string> {
  const pairs = given.map((setting): [string, string] => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (key === undefined || value === undefined) {
      throw new Error(`--config must be a setting, such as requestsPerSecond=10, not "${setting}".`);
    }
    return [key, value];
  });
  return Object.fromEntries(pairs);
}

async function run({ port, data, fresh, host, workers, passwordCost, config }: Options): Promise<void> {
  const startedAt = performance.now();
  const progress = new Progress();
  progress.step("Loading the program");
  // Loaded late because it takes a while. `require`, because `import()` does not resolve TypeScript files.
  const { startCloud }: typeof import("./cloud") = require("./cloud");
  const ending = new AbortController();
  const starting = startCloud({
    signal: ending.signal,
    dataDir: data,
    fresh,
    host,
    sitePort: port,
    maxWorkers: workers,
    passwordCost,
    config,
    onStep: (text) => progress.step(text),
    onResource: (resource) => progress.created(resource),
  });
  const end = endOf(starting, ending);
  stopOnSignal(end);
  endOnUncaught(end);
  const cloud = await starting;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  progress.done(`${cloud.resources.length} resources created in ${seconds} s\n`);
  await writeForPrograms(cloud, resolve(data)).catch(async (error) => {
    await cloud.stop();
    throw error;
  });
  console.log(`${outputsText(cloud.outputs)}\n\n${welcome(cloud)}`);
  // The start leaves a third of a gigabyte of garbage, which V8 would keep until the heap has grown by as much again.
  await globalThis.gc?.({ execution: "async", type: "major" });
}

async function writeForPrograms(cloud: RunningCloud, folder: string): Promise<void> {
  const secret = { mode: 0o600 };
  await writeFileAtomic(join(folder, "outputs.json"), outputsJson(cloud), secret);
  await writeFileAtomic(join(folder, "aws-config"), awsConfig(cloud.local), secret);
}

/** Output for other programs: the outputs by name, and `local` beside them. */
function outputsJson({ outputs, local }: RunningCloud): string {
  const values = Object.entries(outputs).map(([name, { value }]) => [name, value]);
  return `${JSON.stringify({ ...Object.fromEntries(values), local }, undefined, 2)}\n`;
}

/**
 * A configuration of the AWS CLI and SDKs, for `AWS_CONFIG_FILE` and, since keys of `~/.aws/credentials` rank above those of a
 * configuration, for `AWS_SHARED_CREDENTIALS_FILE`.
 */
function awsConfig({ region, awsEndpointUrl, credentials }: RunningCloud["local"]): string {
  const lines = [
    "[default]",
    `region = ${region}`,
    `endpoint_url = ${awsEndpointUrl}`,
    `aws_access_key_id = ${credentials.accessKeyId}`,
    `aws_secret_access_key = ${credentials.secretAccessKey}`,
    // Version 1 of the CLI presigns with the legacy signature, which newer S3 buckets refuse.
    "s3 =",
    "    signature_version = s3v4",
  ];
  return `${lines.join("\n")}\n`;
}

/** As the Pulumi CLI prints them: names aligned and sorted, secrets hidden. */
function outputsText(outputs: Readonly<Record<string, ProgramOutput>>): string {
  const names = Object.keys(outputs).sort();
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => {
    const { value, secret } = outputs[name] ?? {};
    const text = secret ? "[secret]" : JSON.stringify(value, undefined, 2).replaceAll("\n", "\n    ");
    return `    ${name.padEnd(width)}: ${text}`;
  });
  return ["Outputs:", ...lines].join("\n");
}

function welcome({ outputs, local }: RunningCloud): string {
  const site = outputs.siteUrl?.value;
  const { demoUser } = local;
  return framed([
    ...(site ? [`Site      ${site}`] : []),
    `Console   ${local.consoleUrl}`,
    ...(demoUser ? [`Sign in   ${demoUser.email}  ${demoUser.password}`] : []),
    `AWS       ${local.awsEndpointUrl}`,
    `Keys      ${local.credentials.accessKeyId}  ${local.credentials.secretAccessKey}`,
    "",
    "Press Ctrl-C to stop. Your data is kept.",
  ]);
}

/** The code with which the process ends, as soon as it is to end. */
let exitCode: number | undefined;

/** Seconds after which a hanging engine no longer blocks the terminal. */
const PATIENCE_S = 10;

/** Stops everything, even during the start, and ends the process. Databases that are still open then end with it. */
function endOf(starting: Promise<RunningCloud>, ending: AbortController): (code: number) => void {
  return (code) => {
    exitCode = code;
    setTimeout(() => {
      console.error(
        `The local cloud did not stop within ${PATIENCE_S} s. It is ended now. Your data is kept.`,
      );
      process.exit(1);
    }, PATIENCE_S * 1000).unref();
    ending.abort();
    // A start that fails has closed what it had opened.
    const stop = async () => (await starting.catch(() => undefined))?.stop();
    stop().finally(() => process.exit(code));
  };
}

/** Ends on Ctrl-C, on termination signals and when `start.cjs` is gone. */
function stopOnSignal(end: (code: number) => void): void {
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"])
    process.on(event, () => {
      if (exitCode !== undefined) return;
      console.log("\nStopping");
      end(0);
    });
}

/**
 * Continues after an error that only one request suffers from. After any other the state is in doubt: everything that is open
 * is closed, and the process ends.
 */
function endOnUncaught(end: (code: number) => void): void {
  let isEnding = false;
  process.on("uncaughtException", (error) => {
    // Printing the first error throws another one if the terminal is gone.
    if (failRequestOf(error) || isEnding) return;
    isEnding = true;
    const service = serviceOf(error);
    const where = service === undefined ? "" : ` in ${service}`;
    console.error(
      `\nAn unexpected error${where} ends the local cloud. Your data is kept.\n${inspect(error)}`,
    );
    end(1);
  });
}

/** Prints a stack trace only for unexpected errors; other errors are explained by their message. */
function fail(error: unknown): never {
  // A start that is interrupted fails.
  if (exitCode !== undefined) process.exit(exitCode);
  console.error(`\n${sentenceOf(error) ?? inspect(error)}`);
  process.exit(1);
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof LocalCloudError || RunError.isInstance(error)) return messageOf(error);
  const full = fullDiskOf(error);
  return full && `The local cloud did not start: ${full}`;
}

function main(): void {
  // Whatever is written from here on, also by engines in processes of their own, is readable by this user only.
  process.umask(0o077);
  // Functions run in UTC on AWS. Worker threads share the process's time zone, whatever their own `TZ` is. A cloud
  // within a test keeps the time zone of the test, on which no function's answer may depend.
  process.env.TZ = "UTC";
  // The large young generation that `nodeOptions.cjs` gives this thread would be that of every worker, too.
  setFlagsFromString("--max-semi-space-size=8");
  const options = readOptions();
  if (options) run(options).catch(fail);
  else console.log(USAGE);
}

try {
  main();
} catch (error) {
  fail(error);
}
