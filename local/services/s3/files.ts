import { createWriteStream, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, type Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isValid, ulid } from "ulid";
import { codeOf, messageOf, reasonOf } from "../../engine/localCloudError";
import { WriteInDoubt } from "../../engine/writeLatch";
import type { Content } from "./model";

type Kept = Pick<Content, "file" | "size">;

/**
 * The contents of objects, one file each under a random name. A kept file never changes. A file that is being received
 * is in `incoming` until it is complete, so a crash leaves nothing that looks complete.
 */
export class Files {
  private readonly incoming: string;
  /** Contents that no entry named at a start. */
  readonly aside: string;

  constructor(readonly folder: string) {
    this.incoming = join(folder, "incoming");
    this.aside = join(folder, "unnamed");
    rmSync(this.incoming, { recursive: true, force: true });
    mkdirSync(this.incoming, { recursive: true, mode: 0o700 });
  }

  /** Writes a stream to a new file; it is not kept yet. Nothing remains if that fails. */
  async receive(source: Readable, ...through: Transform[]): Promise<string> {
    const file = ulid();
    const path = join(this.incoming, file);
    try {
      await consume(source, ...through, createWriteStream(path, { flags: "wx", mode: 0o600 }));
      return file;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Keeps a received file, which `name` makes the content of an entry. If that fails, nothing remains of the file. */
  async keep(file: string, name: () => Promise<void>): Promise<void> {
    await rename(join(this.incoming, file), this.pathOf(file));
    try {
      await name();
    } catch (error) {
      if (!(error instanceof WriteInDoubt)) await this.remove(file);
      throw error;
    }
  }

  /**
   * Puts every kept file but the named ones into a folder of its own, and those of them that an earlier start put there back. Meant
   * for the start, when nothing is being kept.
   *
   * @returns how many it put there.
   */
  async setOthersAside(named: ReadonlyMap<string, unknown>): Promise<number> {
    for (const name of await filesIn(this.aside))
      if (named.has(name)) await rename(join(this.aside, name), this.pathOf(name));
    const unnamed = (await filesIn(this.folder)).filter((name) => !named.has(name));
    if (unnamed.length > 0) await mkdir(this.aside, { recursive: true, mode: 0o700 });
    for (const name of unnamed) await rename(this.pathOf(name), join(this.aside, name));
    return unnamed.length;
  }

  /** Tells if the file of a content is there, and as long as the content. */
  stateOf({ file, size }: Kept): "whole" | "missing" | "damaged" {
    try {
      return statSync(this.pathOf(file)).size === size ? "whole" : "damaged";
    } catch (error) {
      return codeOf(error) === "ENOENT" ? "missing" : "damaged";
    }
  }

  /** Removes a file that was not kept. */
  async discard(file: string): Promise<void> {
    await rm(join(this.incoming, file), { force: true });
  }

  async remove(file: string): Promise<void> {
    await rm(this.pathOf(file), { force: true });
  }

  /**
   * Opens the file of a content, so that it can be read to its end even if it is removed meanwhile.
   *
   * @throws ContentFault
   */
  async read({ file, size }: Kept, range?: { start: number; end: number }): Promise<Readable> {
    const handle = await open(this.pathOf(file)).catch((error) => {
      throw codeOf(error) === "ENOENT"
        ? new MissingContent("is missing", { cause: error })
        : new ContentFault(`cannot be read (${codeOf(error)})`, { cause: error });
    });
    const found = await handle.stat();
    if (found.size === size) return handle.createReadStream(range);
    await handle.close();
    const cause = new Error(`${this.pathOf(file)} has ${found.size} bytes instead of ${size}`);
    throw new ContentFault("is not as long as it was", { cause });
  }

  /** Reads several contents as one. */
  async *concatenation(contents: readonly Kept[]): AsyncGenerator<Buffer> {
    for (const content of contents) yield* await this.read(content);
  }

  private pathOf(file: string): string {
    return join(this.folder, file);
  }
}

/** A content that cannot be read. The message is for clients; the cause names the file. */
class ContentFault extends Error {
  constructor(what: string, options: { cause: Error }) {
    super(`The content ${what} in the data folder. Restore it, or put or delete the object.`, options);
  }
}

/** A kept file that is gone, as when another request has replaced its object, or when somebody deleted it. */
class MissingContent extends ContentFault {}

/** The text of an error for the user of this machine. */
export function detailsOf(error: unknown): string {
  return error instanceof ContentFault ? `${error.message} (${messageOf(error.cause)})` : reasonOf(error);
}

/** The names of the contents in a folder. */
async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && isValid(entry.name)).map(({ name }) => name);
}

/** Times that a reader looks for an object anew. Objects are not replaced as fast as that. */
const MAX_LOOKS = 5;

/**
 * Finds an object and opens its content; again if another request has replaced the object in between, whose file is gone then.
 *
 * @param look Does both, and writes nothing before the content is open.
 */
export async function lookingAgain<Result>(look: () => Promise<Result>): Promise<Result> {
  for (let looks = 1; ; looks++) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof MissingContent) || looks === MAX_LOOKS) throw error;
    }
  }
}

/**
 * Pipes a stream to its end. If that fails, the rest of the stream is read and dropped: a request that is destroyed instead takes
 * its connection along, and its client does not receive the error.
 */
export async function consume(source: Readable, ...streams: Writable[]): Promise<void> {
  const chunks = { [Symbol.asyncIterator]: () => source.iterator({ destroyOnReturn: false }) };
  try {
    await pipeline([Readable.from(chunks), ...streams]);
  } catch (error) {
    source.resume();
    throw error;
  }
}
