import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { receiveFrom } from "../../../../local/services/s3/body";
import { openDatabase } from "../../../../local/services/s3/database";
import { importS3rverFolder } from "../../../../local/services/s3/s3rverFolder";
import { ObjectStore } from "../../../../local/services/s3/store";

describe("data folder of local S3", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "local-s3-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  async function opened<T>(
    folder: string,
    use: (objects: ObjectStore, database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
  ): Promise<T> {
    const database = await openDatabase(join(folder, "buckets"));
    try {
      return await use(new ObjectStore(database), database);
    } finally {
      await database.close();
    }
  }

  it("keeps what was acknowledged when the process is killed, and drops what was being received", async () => {
    const killed = await mkdtemp(join(tmpdir(), "local-s3-"));
    try {
      await opened(dataDir, async (objects, { files }) => {
        const content = await receiveFrom(files, Readable.from([Buffer.from("kept")]));
        await objects.put(
          { name: "bucket" },
          { key: "a", headers: {}, storageClass: "STANDARD", ...content },
        );
        await receiveFrom(files, Readable.from([Buffer.from("not kept")]));
        // A killed process closes nothing.
        await cp(dataDir, killed, { recursive: true });
      });
      await opened(killed, async (objects, { files }) => {
        const object = await objects.currentObject("bucket", "a");
        expect(await text(await files.read(object ?? expect.fail()))).to.equal("kept");
        expect((await readdir(join(killed, "buckets", "contents"))).sort()).to.deep.equal([
          object?.file,
          "incoming",
        ]);
        expect(await readdir(join(killed, "buckets", "contents", "incoming"))).to.deep.equal([]);
      });
    } finally {
      await rm(killed, { recursive: true });
    }
  });

  it("that has lost its entries is refused instead of taken for a new one", async () => {
    await opened(dataDir, async () => {});
    await rm(join(dataDir, "buckets", "entries", "CURRENT"));
    const error = await openDatabase(join(dataDir, "buckets")).catch((reason) => reason);
    expect(error).to.have.property("name", "LocalCloudError");
    expect(error.message).to.match(/entries\/CURRENT is missing.*--fresh/);
  });

  describe("of a release that used s3rver", () => {
    const ID = "01J00000000000000000000001";
    const LATER = "01J00000000000000000000002";
    const HOUR = 3_600_000;
    const written = Date.parse("2026-01-01T00:00:00.000Z");

    async function stored(folder: string, path: string, content: string, metadata: Record<string, string>) {
      const start = join(dataDir, folder, path);
      await mkdir(dirname(`${start}.`), { recursive: true });
      await writeFile(`${start}._S3rver_object`, content);
      await writeFile(`${start}._S3rver_object.md5`, createHash("md5").update(content).digest("hex"));
      await writeFile(`${start}._S3rver_metadata.json`, JSON.stringify(metadata));
      await utimes(`${start}._S3rver_object`, written / 1000, written / 1000);
    }

    /** A folder in its written form: a site, and reports and exports with versions. */
    async function writeFolder() {
      await stored("s3", "site/index.html", "<p>", {
        "content-type": "text/html",
        "cache-control": "no-cache",
      });
      await stored("s3", "site/assets/", "folder", {});
      await stored("s3", "files/exports/a/é.csv", "a,b", {
        "x-amz-version-id": LATER,
        "x-amz-meta-owner": "me",
      });
      await stored("s3versions", `files/exports/a/é.csv/${ID}`, "a", { "x-amz-version-id": ID });
      await stored("s3versions", "files/exports/a/é.csv/null", "", {});
      await stored("s3", "files/report.csv", "old", { "x-amz-storage-class": "GLACIER" });
      await stored("s3versions", `files/gone.csv/${ID}`, "", {
        "x-amz-delete-marker": "true",
        "x-amz-version-id": ID,
      });
      await mkdir(join(dataDir, "s3/files/._S3rver_uploads/1"), { recursive: true });
      await writeFile(join(dataDir, "s3/files/._S3rver_uploads/1/1"), "part");
      await writeFile(
        join(dataDir, "restoredObjects.json"),
        JSON.stringify({ "files/report.csv": written + HOUR }),
      );
    }

    async function shown(objects: ObjectStore, files: Awaited<ReturnType<typeof openDatabase>>["files"]) {
      const found: unknown[] = [];
      for (const bucket of ["files", "site"]) {
        for await (const version of objects.list(bucket, "")) {
          const { key, versionId, modifiedAt } = version;
          expect(modifiedAt).to.equal(written);
          if (version.isDeleteMarker) found.push([bucket, key, versionId]);
          else found.push([bucket, key, versionId, await text(await files.read(version)), version.headers]);
        }
      }
      return found;
    }

    const expected = [
      ["files", "exports/a/é.csv", LATER, "a,b", { "x-amz-meta-owner": "me" }],
      ["files", "exports/a/é.csv", ID, "a", {}],
      ["files", "exports/a/é.csv", "null", "", {}],
      ["files", "gone.csv", ID],
      ["files", "report.csv", "null", "old", {}],
      ["site", "assets/", "null", "folder", {}],
      ["site", "index.html", "null", "<p>", { "content-type": "text/html", "cache-control": "no-cache" }],
    ];

    it("keeps every object with its versions", async () => {
      await writeFolder();
      await opened(dataDir, async (objects, { files }) => {
        await importS3rverFolder(dataDir, files, objects);
        expect(await shown(objects, files)).to.deep.equal(expected);
        expect(await objects.currentObject("files", "report.csv")).to.include({
          storageClass: "GLACIER",
          restoredUntil: written + HOUR,
          etag: createHash("md5").update("old").digest("hex"),
        });
        expect(await readdir(dataDir)).to.deep.equal(["buckets"]);
        await importS3rverFolder(dataDir, files, objects);
        expect(await shown(objects, files)).to.deep.equal(expected);
      });
    });

    it("is imported by the next start if the first was interrupted", async () => {
      await writeFolder();
      const damaged = join(dataDir, "s3/site/index.html._S3rver_metadata.json");
      await writeFile(damaged, "{");
      await opened(dataDir, async (objects, { files }) => {
        const error = await importS3rverFolder(dataDir, files, objects).catch((reason) => reason);
        expect(error).to.have.property("name", "LocalCloudError");
        expect(error.message).to.include(damaged);
      });
      await writeFolder();
      await opened(dataDir, async (objects, { files }) => {
        await importS3rverFolder(dataDir, files, objects);
        expect(await shown(objects, files)).to.deep.equal(expected);
        const kept = await readdir(join(dataDir, "buckets", "contents"));
        expect(kept).to.have.length(expected.length - 1 + 1);
      });
    });
  });
});
