import { Zip, ZipPassThrough } from "fflate";

export interface ZippedFile {
  name: string;
  /** UTC, ISO 8601. */
  at: string;
  content: Uint8Array;
}

/** A ZIP archive of files that arrive one at a time. They are stored uncompressed: pictures are compressed already. */
export async function* zipped(files: AsyncIterable<ZippedFile>): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for await (const { name, at, content } of files) {
    const entry = new ZipPassThrough(name);
    entry.mtime = at;
    archive.add(entry);
    entry.push(content, true);
    yield* chunks.splice(0);
  }
  archive.end();
  yield* chunks.splice(0);
}
