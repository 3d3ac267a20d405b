import { useEffect, useRef, useState } from "preact/hooks";
import { type Problem, problemOf } from "../lib/requestError";

/** A paginated list. */
export interface Pages<Item> {
  /** Items read so far; undefined before the first page. */
  items: readonly Item[] | undefined;
  problem: Problem | undefined;
  /** Reads the next page; undefined if all are read. */
  more: (() => Promise<void>) | undefined;
  /** Reads from the start. */
  reload: () => Promise<void>;
  /** Puts an item in the place of another. */
  replace: (before: Item, after: Item) => void;
}

/** Reads a list page by page, from the start whenever `key` changes. */
export function usePages<Item>(
  load: (cursor?: string) => Promise<{ items: readonly Item[]; cursor?: string | undefined }>,
  key = "",
): Pages<Item> {
  const [items, setItems] = useState<readonly Item[]>();
  const [cursor, setCursor] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const latest = useRef(key);
  latest.current = key;
  const read = async (before: readonly Item[], from?: string) => {
    const page = await load(from);
    if (latest.current !== key) return;
    setItems([...before, ...page.items]);
    setCursor(page.cursor);
  };
  const reload = async () => {
    setProblem(undefined);
    setItems(undefined);
    await read([]).catch((error: unknown) => setProblem(problemOf(error)));
  };
  useEffect(() => void reload(), [key]);
  return {
    items,
    problem,
    more: cursor === undefined || !items ? undefined : () => read(items, cursor),
    reload,
    replace: (before, after) => setItems(items?.map((item) => (item === before ? after : item))),
  };
}
