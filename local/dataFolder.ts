import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { folderState } from "./dynalite";
import { codeOf, LocalCloudError, messageOf } from "./errors";

/** Present in every data folder. It also keeps the ports, which `--fresh` leaves as they are. */
export const MARKER = "ports.json";

/**
 * Makes the data folder, or empties it for a fresh start.
 *
 * @throws LocalCloudError when it is no folder of ours to empty, is in use, or cannot be written.
 */
export async function prepareDataFolder(folder: string, fresh: boolean): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new LocalCloudError(
      `The data folder ${folder} cannot be made (${codeOf(error) ?? messageOf(error)}); choose another with --data.`,
    );
  }
  if (fresh) await empty(folder);
}

async function empty(folder: string): Promise<void> {
  const names = readdirSync(folder);
  if (names.length === 0) return;
  if (!existsSync(join(folder, MARKER))) {
    throw new LocalCloudError(
      `--fresh would delete everything in ${folder}, which does not look like data of the local cloud; choose another folder with --data.`,
    );
  }
  if ((await folderState(join(folder, "dynamodb"))) === "locked") {
    throw new LocalCloudError(`The data in ${folder} is in use by another local cloud; stop that one first.`);
  }
  await Promise.all(
    names
      .filter((name) => name !== MARKER)
      .map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}
