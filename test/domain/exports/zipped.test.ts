import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { type ZippedFile, zipped } from "../../../domain/exports/zipped";

const AT = "2026-11-27T10:00:00.000Z";

async function* files(count: number, content: Uint8Array): AsyncGenerator<ZippedFile> {
  for (let index = 0; index < count; index += 1) yield { name: `${index}.jpg`, at: AT, content };
}

async function archiveOf(count: number, content: Uint8Array, start?: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipped(files(count, content), start)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("An archive of pictures", () => {
  it("has each as it is", async () => {
    const content = Buffer.from("a picture");
    const found = unzipSync(await archiveOf(3, content));
    expect(Object.entries(found).map(([name, bytes]) => [name, strFromU8(bytes)])).to.deep.equal(
      ["0.jpg", "1.jpg", "2.jpg"].map((name) => [name, "a picture"]),
    );
    expect(await archiveOf(0, content)).not.to.have.length(0);
  });

  it("has all of them where a plain archive would lose count: 65,536 and more", async function () {
    this.timeout(60_000);
    const found = unzipSync(await archiveOf(65_600, Buffer.from("x")));
    expect(Object.keys(found)).to.have.length(65_600);
  });

  it("has the place of each where a plain archive would lose it: 4 GB and more", async () => {
    const archive = await archiveOf(3, Buffer.from("x"), 5_000_000_000);
    // In the directory, behind the name and the head of the field.
    const places = ["0.jpg", "1.jpg", "2.jpg"].map((name) =>
      Number(archive.readBigUInt64LE(archive.lastIndexOf(name) + name.length + 4)),
    );
    expect(places).to.deep.equal([5_000_000_000, 5_000_000_036, 5_000_000_072]);
    const record = archive.indexOf("PK\x06\x06", 0, "latin1");
    const [count, directory] = [24, 48].map((at) => Number(archive.readBigUInt64LE(record + at)));
    expect([count, directory]).to.deep.equal([3, 5_000_000_108]);
    const locator = archive.indexOf("PK\x06\x07", 0, "latin1");
    expect(Number(archive.readBigUInt64LE(locator + 8))).to.equal(5_000_000_000 + record);
  });

  it("is passed on while it is made, and ends with the files that fail", async () => {
    async function* failing() {
      yield* files(2, Buffer.alloc(1000));
      throw new Error("The bucket is gone.");
    }
    let bytes = 0;
    const made = (async () => {
      for await (const chunk of zipped(failing())) bytes += chunk.length;
    })();
    expect(await made.catch(({ message }: Error) => message)).to.equal("The bucket is gone.");
    expect(bytes).to.be.above(2000);
  });
});
