import { mock } from "node:test";
import { S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { deleteAllVersions } from "../../../domain/aws/objectVersions";

interface Sent {
  constructor: { name: string };
  input: { KeyMarker?: string; Delete?: { Objects: { Key: string }[] } };
}

describe("the versions of files below a prefix", () => {
  afterEach(() => mock.restoreAll());

  it("are all deleted, also those behind an empty page", async () => {
    const stored = new Set(["a/1", "a/2", "a/3"]);
    mock.method(S3Client.prototype, "send", async ({ constructor: { name }, input }: Sent) => {
      if (name === "ListMultipartUploadsCommand") return {};
      if (name === "DeleteObjectsCommand") {
        for (const { Key } of input.Delete?.Objects ?? []) stored.delete(Key);
        return {};
      }
      if (input.KeyMarker === undefined) return { IsTruncated: true, NextKeyMarker: "a/0" };
      const [Key] = stored;
      return { Versions: Key ? [{ Key }] : [], IsTruncated: false };
    });
    expect(await deleteAllVersions(new S3Client(), "files", "a/")).to.equal(3);
    expect([...stored]).to.deep.equal([]);
  });
});
