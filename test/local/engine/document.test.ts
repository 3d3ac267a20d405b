import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openDocument } from "../../../local/engine/document";
import type { JsonDocument } from "../../../local/engine/service";

interface Shelf {
  books: { title: string; lent?: boolean }[];
  shown: Record<string, number>;
}

describe("a document that cannot be saved", () => {
  let folder: string;
  let path: string;
  let shelf: JsonDocument<Shelf>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "document-"));
    path = join(folder, "shelf.json");
    shelf = openDocument<Shelf>(path, { books: [{ title: "Emma" }], shown: { b: 1, a: 2 } });
    await shelf.update(({ books }) => void books.push({ title: "Ulysses" }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const SAVED = { books: [{ title: "Emma" }, { title: "Ulysses" }], shown: { b: 1, a: 2 } };
  const onDisk = async () => JSON.parse(await readFile(path, "utf8"));

  /** No file replaces a folder. */
  async function refuseSaves(): Promise<void> {
    await rm(path);
    await mkdir(path);
  }

  const add =
    (name: string) =>
    ({ shown }: Shelf) =>
      void Object.assign(shown, { [name]: 3 });

  function change({ books, shown }: Shelf): void {
    books.unshift({ title: "Walden" });
    Object.assign(books[1] ?? {}, { lent: true });
    books.pop();
    delete shown.b;
    shown.c = 3;
  }

  it("is as it was saved last, in the objects that callers hold", async () => {
    const [emma, ulysses] = shelf.value.books;
    await refuseSaves();
    const error = await shelf.update(change).catch((reason) => reason);
    expect(error).to.have.property("code", "EISDIR");
    expect(shelf.value).to.deep.equal(SAVED);
    expect(Object.keys(shelf.value.shown)).to.deep.equal(["b", "a"]);
    expect(shelf.value.books[0]).to.equal(emma);
    expect(shelf.value.books[1]).to.equal(ulysses);
  });

  it("refuses the changes that wait for the save, too, and saves later ones alone", async () => {
    await refuseSaves();
    const written = [change, add("d")].map((one) => shelf.update(one));
    // By now the first two are being written.
    await new Promise(setImmediate);
    const waiting = [({ books }: Shelf) => void books.pop(), add("e")].map((one) => shelf.update(one));
    const settled = await Promise.allSettled([...written, ...waiting]);
    expect(settled.map(({ status }) => status)).to.deep.equal(Array(4).fill("rejected"));
    expect(shelf.value).to.deep.equal(SAVED);
    await rm(path, { recursive: true });
    await shelf.update(({ books }) => void books.push({ title: "Walden" }));
    expect(await onDisk()).to.deep.equal({ ...SAVED, books: [...SAVED.books, { title: "Walden" }] });
  });

  it("keeps what was saved while a later change was refused", async () => {
    const saved = shelf.update(add("c"));
    await new Promise(setImmediate);
    const refused = shelf.update(({ shown }) => void Object.assign(shown, { circular: shelf.value }));
    await saved;
    expect(await refused.catch((error) => error)).to.be.instanceOf(TypeError);
    const kept = { ...SAVED, shown: { ...SAVED.shown, c: 3 } };
    expect([shelf.value, await onDisk()]).to.deep.equal([kept, kept]);
  });
});
