import { mkdirSync, rmSync } from "node:fs";
import { Level } from "level";

/** LevelDB's own words on a disk of 12 MB. */
export const LEVEL_WORDS = "IO error: /data/000007.ldb: No space left on device";

/** The writes of LevelDB in which all of its methods end. */
const writes = Level.prototype as unknown as Record<
  "_put" | "_del" | "_batch" | "_clear",
  () => Promise<void>
>;
const { _put, _del, _batch, _clear } = writes;

/** Lets every write of LevelDB fail, as on a full disk. */
export function fillDisk(): void {
  failWrites(Object.assign(new Error(LEVEL_WORDS), { code: "LEVEL_IO_ERROR" }));
}

/** Lets every write of LevelDB fail for another reason. */
export function failWrites(error: Error): void {
  writes._put =
    writes._del =
    writes._batch =
    writes._clear =
      async () => {
        throw error;
      };
}

/** Makes room again. A database that a write has failed in stays as it is until it is opened anew. */
export function freeDisk(): void {
  Object.assign(writes, { _put, _del, _batch, _clear });
}

/** Lets every save of a document fail: no file replaces a folder. Returns what lets them succeed. */
export function blockDocument(path: string): () => void {
  rmSync(path, { force: true });
  mkdirSync(path);
  return () => rmSync(path, { recursive: true });
}
