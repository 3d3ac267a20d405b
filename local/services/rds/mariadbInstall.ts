import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { LocalCloudError, messageOf } from "../../engine/localCloudError";

const run = promisify(execFile);

/** A MariaDB server on this machine, installed or fetched. */
export interface MariaDbInstall {
  /** Path of `mariadbd`. */
  server: string;
  /** Folder of the SQL that creates the system tables. */
  share: string;
  /** Folder of its shared libraries, if they are not installed. */
  libraries?: string;
}

/** The folders that packages put `mariadbd` in, besides the PATH: Debian, Fedora and Homebrew on both kinds of Mac. */
const USUAL_FOLDERS = [
  "/usr/sbin",
  "/usr/libexec",
  "/usr/local/sbin",
  "/usr/local/bin",
  "/opt/homebrew/opt/mariadb/bin",
  "/usr/local/opt/mariadb/bin",
];

const PACKAGE = "mariadb-server-core";
const HOW_TO_INSTALL =
  "Install MariaDB 10.6 or newer so that `mariadbd` is on the PATH (`brew install mariadb`, `apt install mariadb-server-core`).";

/**
 * Finds a MariaDB server, or fetches Debian's or Ubuntu's package without root into `cacheDir`.
 *
 * @throws LocalCloudError that says what to install if neither is available.
 */
export async function installMariaDb(
  cacheDir: string,
  progress: (message: string) => void = () => {},
): Promise<MariaDbInstall> {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const installed = await findIn([...folders, ...USUAL_FOLDERS]);
  if (installed !== undefined) return installed;
  // An absolute path: the server changes into its data folder.
  const fetched = resolve(cacheDir, "mariadb");
  return (await fetchedIn(fetched)) ?? (await fetchPackages(fetched, progress));
}

async function findIn(folders: readonly string[]): Promise<MariaDbInstall | undefined> {
  for (const folder of folders) {
    const server = join(folder, "mariadbd");
    if (await isAccessible(server, constants.X_OK)) {
      const share = await findShare(dirname(folder));
      if (share !== undefined) return { server, share };
    }
  }
  return undefined;
}

async function findShare(prefix: string): Promise<string | undefined> {
  for (const name of ["mysql", "mariadb"]) {
    const share = join(prefix, "share", name);
    if (await isAccessible(join(share, "mysql_system_tables.sql"), constants.R_OK)) return share;
  }
  return undefined;
}

async function fetchedIn(root: string): Promise<MariaDbInstall | undefined> {
  const install = await findIn([join(root, "usr", "sbin")]);
  return install && { ...install, libraries: await libraryFolders(join(root, "usr", "lib")) };
}

/** Libraries lie in a folder named after the architecture, for example `x86_64-linux-gnu`. */
async function libraryFolders(lib: string): Promise<string> {
  const names = await readdir(lib);
  return names.map((name) => join(lib, name)).join(":");
}

async function fetchPackages(target: string, progress: (message: string) => void): Promise<MariaDbInstall> {
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}-`);
  try {
    const packages = [PACKAGE, ...(await missingDependencies())];
    progress(`Fetching MariaDB from this system's package archive (${packages.join(", ")}) …`);
    await run("apt-get", ["download", "-q", ...packages], { cwd: work });
    for (const file of (await readdir(work)).filter((name) => name.endsWith(".deb"))) {
      await run("dpkg", ["-x", join(work, file), join(work, "root")]);
    }
    // Renamed as a whole, so that an interrupted fetch never looks like an installation. A concurrent process may have
    // been faster.
    await rename(join(work, "root"), target).catch(async (error) => {
      if (!(await fetchedIn(target))) throw error;
    });
  } catch (error) {
    throw new LocalCloudError(
      `No MariaDB server was found, and downloading one failed (${firstLine(error)}). ${HOW_TO_INSTALL}`,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const install = await fetchedIn(target);
  if (install !== undefined) return install;
  throw new LocalCloudError(`This system's package ${PACKAGE} contains no \`mariadbd\`. ${HOW_TO_INSTALL}`);
}

/** The packages that the server needs and that are not installed; their names differ between releases. */
async function missingDependencies(): Promise<string[]> {
  const only = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"].map(
    (kind) => `--no-${kind}`,
  );
  const { stdout } = await run("apt-cache", ["depends", ...only, PACKAGE]);
  const names = [...stdout.matchAll(/^ {2}Depends: ([a-z0-9.+-]+)$/gm)].map(([, name = ""]) => name);
  const missing = await Promise.all(names.map(async (name) => ((await isInstalled(name)) ? [] : [name])));
  return missing.flat();
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    const { stdout } = await run("dpkg", ["--status", name]);
    return stdout.includes("\nStatus: install ok installed\n");
  } catch {
    return false; // dpkg fails for a package that it has never heard of.
  }
}

async function isAccessible(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false; // The only answer that `access` has for "no".
  }
}

function firstLine(error: unknown): string {
  return messageOf(error).trim().split("\n")[0] ?? "";
}
