import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "./document";
import { codeOf, LocalCloudError, messageOf } from "./localCloudError";

/** Marks a folder as a data folder, so that no other folder is written to or emptied. */
const MARKER = "LOCAL-CLOUD-DATA";
const MARKER_TEXT =
  "This folder contains the data of the local cloud (npm start). `npm start -- --fresh` deletes it.\n";

/** Keeps the ports, which `--fresh` leaves as they are. */
export const PORTS = "ports.json";

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

/**
 * Creates the data folder, or empties it for a fresh start. Only this user can read it: it contains passwords and codes.
 *
 * @param isInUse Returns true if another local cloud uses the folder.
 * @throws LocalCloudError if the folder cannot be created, belongs to something else, or is to be emptied while it is in use.
 */
export async function prepareDataFolder(
  folder: string,
  fresh: boolean,
  isInUse: () => Promise<boolean>,
): Promise<void> {
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
  if (fresh) await empty(folder, isInUse);
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

async function empty(folder: string, isInUse: () => Promise<boolean>): Promise<void> {
  if (await isInUse()) {
    throw new LocalCloudError(`The data in ${folder} is in use by another local cloud. Stop it first.`);
  }
  const ports = join(folder, PORTS);
  const areDamaged = existsSync(ports) && parse(readFileSync(ports, "utf8")) === undefined;
  const named = new Set([...OWN_NAMES, PORTS]);
  const temporaries = readdirSync(folder).filter(
    (name) => TEMPORARY.test(name) && named.has(name.replace(TEMPORARY, "")),
  );
  const names = [...OWN_NAMES, ...temporaries, ...(areDamaged ? [PORTS] : [])];
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
