import type { Level } from "level";
import { codeOf, messageOf } from "./localCloudError";

/** The methods of LevelDB in which all of its writes end, also those of its sublevels. */
type Write = (...args: unknown[]) => Promise<void>;
type Writes = Record<"_put" | "_del" | "_batch" | "_clear", Write>;

/** A write that was refused because one before it had failed. */
class RefusedWrite extends Error {
  constructor(failure: unknown) {
    super(`Nothing is stored until the local cloud is started again: ${messageOf(failure)}`, {
      cause: failure,
    });
  }
}

/** One of which the next start shows if it was stored: another failed at the same time. */
export class WriteInDoubt extends RefusedWrite {}

/**
 * Lets a LevelDB refuse every write after one that failed with an IO error, until it is opened anew. A full disk leaves half a
 * record in its log. LevelDB itself goes on writing behind it once there is room again, and answers that all is well; but when it
 * is opened the next time, it drops what follows the half record.
 */
export function latchWrites<K, V>(level: Level<K, V>): void {
  const prototype = Object.getPrototypeOf(level) as Writes;
  let failure: unknown;
  /** Writes that LevelDB has not answered. */
  const handedOver = new Set<Promise<void>>();
  const latched =
    (name: keyof Writes): Write =>
    async (...args) => {
      if (failure !== undefined) throw new RefusedWrite(failure);
      const write = prototype[name].apply(level, args);
      handedOver.add(write);
      try {
        await write;
      } catch (error) {
        if (codeOf(error) === "LEVEL_IO_ERROR") failure ??= error;
        throw error;
      } finally {
        handedOver.delete(write);
      }
      // LevelDB may have failed at one before this, and say so later.
      await Promise.allSettled(handedOver);
      // It may be behind the half record of another one, or before it.
      if (failure !== undefined) throw new WriteInDoubt(failure);
    };
  const writes: Writes = {
    _put: latched("_put"),
    _del: latched("_del"),
    _batch: latched("_batch"),
    _clear: latched("_clear"),
  };
  Object.assign(level, writes);
}
