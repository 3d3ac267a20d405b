import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, LocalCloudError, messageOf } from "./localCloudError";

/** Present in every data folder. It also keeps the ports, which `--fresh` leaves as they are. */
export const MARKER = "ports.json";

/**
 * Creates the data folder, or empties it for a fresh start.
 *
 * @param isInUse Returns true if another local cloud uses the folder.
 * @throws LocalCloudError if the folder to empty is not a data folder or is in use, or if it cannot be created.
 */
export async function prepareDataFolder(
  folder: string,
  fresh: boolean,
  isInUse: () => Promise<boolean>,
): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new LocalCloudError(
      `The data folder ${folder} cannot be created (${codeOf(error) ?? messageOf(error)}). Choose another with --data.`,
    );
  }
  if (fresh) await empty(folder, isInUse);
}

async function empty(folder: string, isInUse: () => Promise<boolean>): Promise<void> {
  const names = readdirSync(folder);
  if (names.length === 0) return;
  if (!existsSync(join(folder, MARKER))) {
    throw new LocalCloudError(
      `--fresh would delete everything in ${folder}, which does not look like data of the local cloud. Choose another folder with --data.`,
    );
  }
  if (await isInUse()) {
    throw new LocalCloudError(`The data in ${folder} is in use by another local cloud. Stop it first.`);
  }
  await Promise.all(
    names
      .filter((name) => name !== MARKER)
      .map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}
