import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";
import { useAttention } from "./useAttention";

/** A paginated list. */
export interface Pages<Item> {
  /** Items read so far; undefined before the first page. */
  items: readonly Item[] | undefined;
  /** The place at which the next items begin; undefined if all are read. */
  cursor: string | undefined;
  problem: ShownProblem | undefined;
  /** Reads the next items; undefined if all are read. */
  more: (() => Promise<void>) | undefined;
  /**
   * Reads to the end, and shows it all then.
   * @param onProgress Is told the number of items so far.
   * @returns them; undefined if they were read from the start meanwhile.
   */
  all: (onProgress: (count: number) => void) => Promise<readonly Item[] | undefined>;
  /** Reads from the start, as many items as are shown. They stay until then. */
  reload: () => Promise<void>;
  /** Puts an item in the place of the one that is meant, or takes that one out. */
  replace: (isMeant: (item: Item) => boolean, after?: Item) => void;
}

/** Reads a list page by page, from the start whenever `key` changes. */
export function usePages<Item>(
  load: (cursor?: string) => Promise<{ items: readonly Item[]; cursor?: string | undefined }>,
  key = "",
): Pages<Item> {
  const [items, setItems] = useState<readonly Item[]>();
  const [cursor, setCursor] = useState<string>();
  const [problem, setProblem] = useState<ShownProblem>();
  /** The reading that counts: one that another has overtaken stops. */
  const reading = useRef(0);
  /** Reads until there are `wanted` items or no more: a page may be empty and yet not be the last. */
  const read = async (
    before: readonly Item[],
    from: string | undefined,
    wanted: number,
    onProgress?: (count: number) => void,
  ) => {
    reading.current += 1;
    const mine = reading.current;
    let found = before;
    let next = from;
    do {
      const page = await load(next);
      if (reading.current !== mine) return undefined;
      found = [...found, ...page.items];
      next = page.cursor;
      onProgress?.(found.length);
    } while (next !== undefined && found.length < wanted);
    setItems(found);
    setCursor(next);
    return found;
  };
  const reload = async (wanted = items?.length ?? 1) => {
    setProblem(undefined);
    await read([], undefined, Math.max(wanted, 1)).catch((error: unknown) => setProblem(problemOf(error)));
  };
  useEffect(() => {
    setItems(undefined);
    void reload(1);
    return () => {
      reading.current += 1;
    };
  }, [key]);
  // The present content stays if it cannot be read now.
  const look = (wanted: number) => read([], undefined, wanted).catch(() => undefined);
  useAttention(() => void (items ? look(Math.max(items.length, 1)) : reload(1)));
  return {
    items,
    cursor,
    problem,
    more:
      cursor === undefined || !items
        ? undefined
        : async () => void (await read(items, cursor, items.length + 1)),
    all: async (onProgress) =>
      cursor === undefined || !items ? items : read(items, cursor, Number.POSITIVE_INFINITY, onProgress),
    reload: () => reload(),
    replace: (isMeant, after) => {
      reading.current += 1; // A page that was requested before lacks the change.
      const replaced = (item: Item) => (!isMeant(item) ? [item] : after === undefined ? [] : [after]);
      setItems((now) => now?.flatMap(replaced));
    },
  };
}
