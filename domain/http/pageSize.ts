/**
 * Bytes after which a page of a list ends, whatever its limit: a function's response may have 6,291,556. The rest is for
 * the last entry, and for what a page has besides.
 */
const MAX_PAGE_BYTES = 4_000_000;

/** Counts the bytes of a page's entries. */
export class PageSize {
  private bytes = 0;

  /** Counts an entry as it is sent: the body is JSON, which Lambda carries as a text in JSON. */
  add(entry: object): void {
    this.bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(entry)));
  }

  /** True if the page has to end with a cursor, if anything follows. */
  get isReached(): boolean {
    return this.bytes >= MAX_PAGE_BYTES;
  }
}
