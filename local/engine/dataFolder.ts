import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { damagedDocument, openDocument, parseJson } from "./document";
import { damaged } from "./level";
import type { Ports } from "./listen";
import { codeOf, LocalCloudError, messageOf } from "./localCloudError";
import type { JsonDocument } from "./service";

/** Marks a folder as a data folder, so that no other folder is written to or emptied. */
const MARKER = "LOCAL-CLOUD-DATA";
const MARKER_TEXT =
  "This folder contains the data of the local cloud (npm start). `npm start -- --fresh` deletes it.\n";

/** Keeps the ports, which `--fresh` leaves as they are. */
const PORTS = "ports.json";

/** Files without which a part of the data would start empty. The marker names those that were there once. */
const INDISPENSABLE = [
  "buckets/entries/CURRENT",
  "cognito.json",
  "credentials.json",
  "demoUser.json",
  "dynamodb/CURRENT",
  "histories/CURRENT",
  "inbox.json",
  "random.json",
  "scheduler.json",
  "sns.json",
  "sqs/CURRENT",
  "stepFunctions.json",
  "textract.json",
];
/** Another one for each user pool: without its key every session ends. */
const POOL_KEY = /^cognito\/[^/]+\.key\.json$/;

/** Every name in a data folder. `--fresh` deletes no other. */
const OWN_NAMES = [
  "aws-config",
  "buckets",
  "certificates.json",
  "cognito",
  "cognito.json",
  "credentials.json",
  "demoUser.json",
  "deployedObjects.json",
  "dynamodb",
  "functions",
  "histories",
  "inbox.json",
  "invocations.json",
  "logs",
  "outputs.json",
  "random.json",
  "rds",
  "rds.json",
  "restoredObjects.json",
  "s3",
  "s3versions",
  "scheduler.json",
  "sns.json",
  "sqs",
  "sqs.json",
  "stepFunctions.json",
  "textract.json",
];

/** Ends the name of a file that was to replace another when the process was killed. */
const TEMPORARY = /\.\d+$/;

/** The services' answers about a data folder that is to be emptied. */
interface DataUsers {
  /** Returns true if another local cloud uses the folder. */
  isInUse(): Promise<boolean>;
  /** Ends processes that a killed local cloud left behind: without their files nothing would find them again. */
  endLeftovers(): Promise<void>;
}

/**
 * Creates the data folder, or empties it for a fresh start. Only this user can read it: it contains passwords and codes.
 *
 * @throws LocalCloudError if the folder cannot be created, belongs to something else, has lost some of its data, or is to be
 * emptied while it is in use.
 */
export async function prepareDataFolder(folder: string, fresh: boolean, users: DataUsers): Promise<void> {
  try {
    createFolder(folder);
    mark(folder);
    chmodSync(folder, 0o700);
  } catch (error) {
    if (error instanceof LocalCloudError) throw error;
    throw new LocalCloudError(
      `The data folder ${folder} cannot be created (${codeOf(error) ?? messageOf(error)}). Choose another with --data.`,
    );
  }
  if (fresh) await empty(folder, users);
  else checkContents(folder);
}

/** Notes in the marker what the folder contains by now, for the next start to miss it if it is gone. */
export function noteContents(folder: string): void {
  const noted = notedIn(folder);
  const present = [...INDISPENSABLE.filter((path) => existsSync(join(folder, path))), ...poolKeysIn(folder)];
  const contents = [...new Set([...noted, ...present])].sort();
  if (contents.length === noted.length) return;
  writeFileAtomic.sync(join(folder, MARKER), [MARKER_TEXT, ...contents, ""].join("\n"), { mode: 0o600 });
}

/** Opens a service's document in the folder, and notes it as soon as it is there. */
export function openNoted<T>(folder: string, name: string, initial: T): JsonDocument<T> {
  return openDocument(join(folder, `${name}.json`), initial, () => {
    try {
      noteContents(folder);
    } catch {
      // The document is saved, which is what its caller waits for. It is noted when the cloud stops or starts.
    }
  });
}

/** @throws LocalCloudError if something is gone that the folder contained. */
function checkContents(folder: string): void {
  const lost = notedIn(folder).filter((path) => !existsSync(join(folder, path)));
  if (lost.length > 0) {
    const { message } = damaged(folder, `missing: ${lost.join(", ")}`);
    throw new LocalCloudError(
      `${message} To do without what is missing, delete its line in ${join(folder, MARKER)}.`,
    );
  }
  // A start that was cut short noted nothing, nor did an earlier version.
  noteContents(folder);
}

function notedIn(folder: string): string[] {
  const lines = readFileSync(join(folder, MARKER), "utf8").split("\n");
  return lines.filter((line) => INDISPENSABLE.includes(line) || POOL_KEY.test(line));
}

function poolKeysIn(folder: string): string[] {
  const keys = join(folder, "cognito");
  const names = existsSync(keys) ? readdirSync(keys) : [];
  return names.map((name) => `cognito/${name}`).filter((path) => POOL_KEY.test(path));
}

/** @throws LocalCloudError if the file is damaged. */
export function openPorts(folder: string): Ports {
  const path = join(folder, PORTS);
  const ports: Ports = openDocument(path, {});
  if (!arePorts(ports.value)) throw damagedDocument(path);
  return ports;
}

function arePorts(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((port) => Number.isInteger(port) && port > 0 && port <= 65_535);
}

/** Creates a folder and those above it. Node.js's own recursive mode never returns for a path such as `/proc/x`. */
function createFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) createFolder(dirname(folder));
  mkdirSync(folder);
}

function mark(folder: string): void {
  const names = readdirSync(folder);
  if (names.includes(MARKER)) return;
  // Earlier versions did not mark their folders.
  const isEarlier = names.includes(PORTS) && names.includes("dynamodb");
  if (names.length > 0 && !isEarlier) {
    throw new LocalCloudError(
      `The folder ${folder} is not empty and does not contain data of the local cloud. Choose another with --data.`,
    );
  }
  writeFileSync(join(folder, MARKER), MARKER_TEXT, { mode: 0o600 });
}

async function empty(folder: string, { isInUse, endLeftovers }: DataUsers): Promise<void> {
  if (await isInUse()) {
    throw new LocalCloudError(`The data in ${folder} is in use by another local cloud. Stop it first.`);
  }
  await endLeftovers();
  const ports = join(folder, PORTS);
  const areDamaged = existsSync(ports) && !arePorts(parseJson(readFileSync(ports, "utf8")));
  const named = new Set([...OWN_NAMES, PORTS, MARKER]);
  const temporaries = readdirSync(folder).filter(
    (name) => TEMPORARY.test(name) && named.has(name.replace(TEMPORARY, "")),
  );
  const names = [...OWN_NAMES, ...temporaries, ...(areDamaged ? [PORTS] : [])];
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  // Last, because a full disk may have no room for it before.
  writeFileAtomic.sync(join(folder, MARKER), MARKER_TEXT, { mode: 0o600 });
}
