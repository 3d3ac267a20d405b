import { get } from "node:https";
import { text } from "node:stream/consumers";
import { mock } from "node:test";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { Files } from "../../../../local/services/s3/files";
import { clientConfig } from "../../clients";
import { type Fixture, startFixture } from "../../fixture";
import { startS3 } from "./fixture";

/** Does something when a reader has found an object and is about to open its content, for the first time only. */
function beforeOpening(act: () => Promise<unknown>): void {
  const { read } = Files.prototype;
  mock.method(Files.prototype, "read", async function (this: Files, ...args: Parameters<typeof read>) {
    mock.restoreAll();
    await act();
    return read.apply(this, args);
  });
}

describe("an object that is replaced while it is being read", () => {
  const CopySource = "/site/index.html";

  let cloud: Fixture;
  let s3: S3Client;
  before(async () => {
    cloud = await startFixture();
    s3 = new S3Client({ ...clientConfig(cloud), forcePathStyle: true, maxAttempts: 1 });
  });
  afterEach(() => mock.restoreAll());
  after(async () => {
    s3.destroy();
    await cloud.stop();
  });

  const Key = "index.html";
  const put = async (Body: string) => {
    for (const Bucket of ["site", "files"]) await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  };
  const read = async (Key: string) =>
    (await s3.send(new GetObjectCommand({ Bucket: "site", Key }))).Body?.transformToString();

  /** The body of a page of the distribution, whose certificate signs itself. */
  const distributed = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const url = new URL(path, cloud.output("cdnUrl"));
      const request = get(url, { rejectUnauthorized: false, agent: false });
      request.on("error", reject).on("response", (response) => text(response).then(resolve, reject));
    });

  const readers: [what: string, body: () => Promise<string | undefined>][] = [
    ["GetObject", () => read(Key)],
    [
      "CopyObject",
      async () => {
        await s3.send(new CopyObjectCommand({ Bucket: "site", Key: "copy", CopySource }));
        return read("copy");
      },
    ],
    [
      "UploadPartCopy",
      async () => {
        const upload = { Bucket: "site", Key: "parts" };
        const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
        const part = new UploadPartCopyCommand({ ...upload, UploadId, PartNumber: 1, CopySource });
        const { CopyPartResult } = await s3.send(part);
        // The MD5 of "new".
        return CopyPartResult?.ETag === '"22af645d1859cb5ca6da0c484f1f37ea"' ? "new" : CopyPartResult?.ETag;
      },
    ],
    ["a website", async () => (await fetch(cloud.output("siteUrl"))).text()],
    ["a distribution", () => distributed("/")],
  ];
  for (const [what, body] of readers) {
    it(`is read anew: ${what}`, async () => {
      await put("old");
      beforeOpening(() => put("new"));
      expect(await body()).to.equal("new");
    });
  }

  it("is read anew by other services", async () => {
    const fixture = await startS3();
    const object = { Bucket: "plain", Key: "receipt" };
    const write = (Body: string) => fixture.s3.send(new PutObjectCommand({ ...object, Body }));
    await write("old");
    beforeOpening(() => write("new"));
    expect(String(await fixture.service.read("plain", "receipt"))).to.equal("new");
    await fixture.close();
  });
});
