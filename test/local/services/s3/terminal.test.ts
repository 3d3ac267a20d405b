import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { expect } from "chai";
import pLimit from "p-limit";
import { type S3Fixture, startS3 } from "./fixture";

const Bucket = "plain";
const FILES = 200;
/** Objects that the AWS CLI asks for at a time are 1,000: fewer, so that there are pages. */
const PAGE = 30;
/** Requests that it has under way at a time, and the size of its parts. */
const AT_A_TIME = 10;
const PART_BYTES = 8 * 1024 * 1024;

/** Names that have to be escaped in a path, in a header or in XML. */
const NAMES = ["plain", "with space", "a+b", "Größe", "50%", "a&b", "(1)", "it's", "=x", "領収書"];

interface Stored {
  key: string;
  size: number;
  modified: number;
}

/** Does with the SDK what commands of the AWS CLI do, in the same requests. */
class Terminal {
  private readonly limit = pLimit(AT_A_TIME);

  constructor(
    private readonly fixture: S3Fixture,
    private readonly folder: string,
  ) {}

  /** `aws s3 ls --recursive` */
  async list(Prefix: string): Promise<Stored[]> {
    const objects: Stored[] = [];
    const pages = paginateListObjectsV2(
      { client: this.fixture.s3, pageSize: PAGE },
      { Bucket, Prefix, EncodingType: "url" },
    );
    for await (const { Contents = [], EncodingType } of pages) {
      expect(EncodingType).to.equal("url");
      expect(Contents.length).to.be.at.most(PAGE);
      for (const { Key = "", Size = 0, LastModified } of Contents) {
        const key = decodeURIComponent(Key.replaceAll("+", " "));
        objects.push({ key, size: Size, modified: Number(LastModified) });
      }
    }
    return objects;
  }

  /** `aws s3 sync FOLDER s3://…`: uploads what is missing, of another size, or newer than the object. Returns the names. */
  async syncUp(names: readonly string[], prefix: string): Promise<string[]> {
    const stored = new Map((await this.list(prefix)).map((object) => [object.key, object]));
    const uploaded = await this.each(names, async (name) => {
      const path = join(this.folder, name);
      const { size, mtimeMs } = await stat(path);
      const object = stored.get(`${prefix}${name}`);
      if (object && object.size === size && object.modified >= mtimeMs) return [];
      await this.fixture.s3.send(
        new PutObjectCommand({
          ...{ Bucket, Key: `${prefix}${name}`, ContentType: "text/plain" },
          ...{ Body: createReadStream(path), ContentLength: size },
        }),
      );
      return [name];
    });
    return uploaded.flat();
  }

  /** `aws s3 sync s3://… FOLDER`: downloads what is missing, of another size, or has changed since the object did. Returns the keys. */
  async syncDown(prefix: string, folder: string): Promise<string[]> {
    const downloaded = await this.each(await this.list(prefix), async ({ key, size, modified }) => {
      const path = join(folder, key);
      const file = await stat(path).catch(() => undefined);
      if (file && file.size === size && file.mtimeMs <= modified) return [];
      const { Body } = await this.fixture.s3.send(new GetObjectCommand({ Bucket, Key: key }));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, (await Body?.transformToByteArray()) ?? "");
      const seconds = Math.floor(modified / 1000);
      await utimes(path, seconds, seconds);
      return [key];
    });
    return downloaded.flat();
  }

  /** `aws s3 cp --recursive s3://… s3://…` */
  async copyAll(from: string, to: string): Promise<void> {
    await this.each(await this.list(from), ({ key }) => this.copy(key, `${to}${key.slice(from.length)}`));
  }

  /** `aws s3 mv --recursive s3://… s3://…` */
  async moveAll(from: string, to: string): Promise<void> {
    await this.each(await this.list(from), async ({ key }) => {
      await this.copy(key, `${to}${key.slice(from.length)}`);
      await this.fixture.s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
    });
  }

  /** `aws s3 rm --recursive` */
  async removeAll(prefix: string): Promise<void> {
    await this.each(await this.list(prefix), ({ key }) =>
      this.fixture.s3.send(new DeleteObjectCommand({ Bucket, Key: key })),
    );
  }

  /** `aws s3 mv s3://… s3://…` of an object that is larger than a part. */
  async moveLarge(from: string, to: string): Promise<string | undefined> {
    const { s3 } = this.fixture;
    const source = { Bucket, Key: from };
    const { ContentLength = 0 } = await s3.send(new HeadObjectCommand(source));
    await s3.send(new GetObjectTaggingCommand(source));
    const target = { Bucket, Key: to };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
    const starts = Array.from(
      { length: Math.ceil(ContentLength / PART_BYTES) },
      (_, part) => part * PART_BYTES,
    );
    const Parts = await this.each(starts, async (start): Promise<CompletedPart> => {
      const PartNumber = start / PART_BYTES + 1;
      const CopySourceRange = `bytes=${start}-${Math.min(start + PART_BYTES, ContentLength) - 1}`;
      const part = { ...target, UploadId, PartNumber, CopySource: `${Bucket}/${from}`, CopySourceRange };
      const { CopyPartResult } = await s3.send(new UploadPartCopyCommand(part));
      return { PartNumber, ETag: CopyPartResult?.ETag };
    });
    const upload = { ...target, UploadId, MultipartUpload: { Parts } };
    const { ETag } = await s3.send(new CompleteMultipartUploadCommand(upload));
    await s3.send(new DeleteObjectCommand(source));
    return ETag;
  }

  private copy(from: string, to: string): Promise<unknown> {
    const CopySource = `${Bucket}/${from.split("/").map(encodeURIComponent).join("/")}`;
    return this.fixture.s3.send(new CopyObjectCommand({ Bucket, Key: to, CopySource }));
  }

  private each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
    return Promise.all(all.map((one) => this.limit(() => work(one))));
  }
}

describe("local S3 from a terminal", () => {
  const names = Array.from({ length: FILES }, (_, index) => `${NAMES[index % 10]}/${index}.txt`);
  let fixture: S3Fixture;
  let folder: string;
  let terminal: Terminal;
  beforeEach(async () => {
    fixture = await startS3();
    folder = await mkdtemp(join(tmpdir(), "terminal-"));
    terminal = new Terminal(fixture, folder);
  });
  afterEach(async () => {
    await fixture.close();
    await rm(folder, { recursive: true });
  });

  const keys = async (prefix: string) => (await terminal.list(prefix)).map(({ key }) => key);
  const below = (prefix: string) => names.map((name) => `${prefix}${name}`);

  it(`uploads, syncs, copies, moves and removes ${FILES} files`, async () => {
    for (const name of names) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), `content of ${name}`);
    }
    expect(await terminal.syncUp(names, "up/")).to.deep.equal(names);
    expect(await keys("up/")).to.have.members(below("up/"));
    expect(await terminal.syncUp(names, "up/")).to.deep.equal([]);

    const [longer = "", newer = ""] = [names[7], names[113]];
    await writeFile(join(folder, longer), "another content, which is longer");
    const soon = new Date(Date.now() + 1000);
    await utimes(join(folder, newer), soon, soon);
    expect(await terminal.syncUp(names, "up/")).to.deep.equal([longer, newer]);

    const down = join(folder, "down");
    expect(await terminal.syncDown("up/", down)).to.have.members(below("up/"));
    expect(await terminal.syncDown("up/", down)).to.deep.equal([]);
    await writeFile(join(down, "up", longer), "changed");
    expect(await terminal.syncDown("up/", down)).to.deep.equal([`up/${longer}`]);
    for (const name of names)
      expect(await readFile(join(down, "up", name), "utf8")).to.equal(
        await readFile(join(folder, name), "utf8"),
      );

    await terminal.copyAll("up/", "copy/");
    await terminal.moveAll("up/", "moved/");
    expect(await keys("up/")).to.deep.equal([]);
    expect(await keys("copy/")).to.have.members(below("copy/"));
    await terminal.removeAll("copy/");
    expect(await keys("")).to.have.members(below("moved/"));
    const { Body, ContentType } = await fixture.s3.send(
      new GetObjectCommand({ Bucket, Key: `moved/${longer}` }),
    );
    expect(await Body?.transformToString()).to.equal("another content, which is longer");
    expect(ContentType).to.equal("text/plain");
  });

  it("uploads 30 MB in parts, and moves them by copies of parts", async () => {
    const content = Buffer.alloc(30 * 1024 * 1024, "thirty megabytes ");
    const params = { Bucket, Key: "large file", Body: content };
    await new Upload({ client: fixture.s3, params, partSize: PART_BYTES }).done();
    expect(await terminal.moveLarge("large file", "archive/large file")).to.match(/^"[\da-f]{32}-4"$/);
    expect(await keys("")).to.deep.equal(["archive/large file"]);
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: "archive/large file" }));
    expect(content.equals((await Body?.transformToByteArray()) ?? Buffer.of())).to.equal(true);
  });
});
