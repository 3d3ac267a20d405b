import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";

const ROOT = path.resolve(__dirname, "../..");

/** Builds also depend on the packages, as declared and as installed. After editing a package, delete `node_modules/.cache`. */
const PACKAGES = ["package-lock.json", "node_modules/.package-lock.json"];

/**
 * Build outputs of earlier evaluations, in files. Building functions and site takes over half of an evaluation, and
 * little changes between evaluations. Only outputs of the same sources are found.
 */
export class BuildCache {
  private readonly folder: string;

  /**
   * @param kind Name of the outputs, for example `functions`.
   * @param sources Files and folders of this project that the outputs depend on.
   */
  constructor(kind: string, sources: readonly string[]) {
    const digest = digestOf([...sources, ...PACKAGES].map((source) => path.join(ROOT, source)));
    this.folder = path.join(cacheFolder(), kind, digest);
  }

  /** Returns the output cached for `input`, if any, as bytes: an evaluation reads 40 MB that it only passes on. */
  get(input: string): Buffer | undefined {
    try {
      return readFileSync(this.fileOf(input));
    } catch {
      return undefined; // Missing or unreadable: build it again.
    }
  }

  /** Keeps the output of `input`. */
  set(input: string, output: string | Uint8Array): void {
    try {
      const isNew = mkdirSync(this.folder, { recursive: true }) !== undefined;
      if (isNew) this.forgetOthers();
      writeFileAtomic(this.fileOf(input), Buffer.from(output));
    } catch {
      // Without write access, for example in a read-only checkout, it is built every time.
    }
  }

  /** Deletes the outputs of other versions of the sources, which are no longer needed. */
  private forgetOthers(): void {
    const kind = path.dirname(this.folder);
    const others = readdirSync(kind).filter((digest) => digest !== path.basename(this.folder));
    for (const other of others) rmSync(path.join(kind, other), { recursive: true, force: true });
  }

  private fileOf(input: string): string {
    return path.join(this.folder, sha256(input));
  }
}

/** Folder of build outputs. It is read on demand, because a test overrides it. */
export function cacheFolder(): string {
  return process.env.BUILD_CACHE ?? path.join(ROOT, "node_modules", ".cache", "builds");
}

/** Digest of the names and contents of files, including those in folders; a missing file counts by its name. */
function digestOf(sources: readonly string[]): string {
  const hash = createHash("sha256");
  const visit = (source: string): void => {
    hash.update(`${source}\n`);
    const stats = statSync(source, { throwIfNoEntry: false });
    if (stats?.isDirectory()) for (const name of readdirSync(source).sort()) visit(path.join(source, name));
    else if (stats) hash.update(readFileSync(source));
  };
  for (const source of sources) visit(source);
  return hash.digest("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
