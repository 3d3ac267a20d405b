/** The part of a list that a request asks for. */
export interface PageQuery {
  prefix: string;
  /** Keys that continue with it are rolled up into the part before it. Empty: none are. */
  delimiter: string;
  /** Names up to here were on earlier pages. */
  after: string;
  limit: number;
}

interface ListPage<T> {
  items: T[];
  /** Prefixes that stand for several keys. */
  commonPrefixes: string[];
  /** The last item or common prefix, if there is more behind it. */
  next?: { name: string; item?: T };
}

/** Takes a page from items in the order of their keys, which begin with the prefix. */
export async function pageOf<T extends { key: string }>(
  items: AsyncIterable<T>,
  { prefix, delimiter, after, limit }: PageQuery,
): Promise<ListPage<T>> {
  const page: ListPage<T> = { items: [], commonPrefixes: [] };
  if (limit === 0) return page;
  let last: ListPage<T>["next"];
  for await (const item of items) {
    const end = delimiter === "" ? -1 : item.key.indexOf(delimiter, prefix.length);
    const rolledUp = end < 0 ? undefined : item.key.slice(0, end + delimiter.length);
    if (rolledUp !== undefined && (rolledUp === page.commonPrefixes.at(-1) || compare(rolledUp, after) <= 0))
      continue;
    if (page.items.length + page.commonPrefixes.length === limit) return { ...page, next: last };
    if (rolledUp === undefined) page.items.push(item);
    else page.commonPrefixes.push(rolledUp);
    last = rolledUp === undefined ? { name: item.key, item } : { name: rolledUp };
  }
  return page;
}

/** S3 orders by UTF-8 bytes, which differs from JavaScript's order for characters beyond U+FFFF. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
