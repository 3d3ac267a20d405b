import { createReadStream } from "node:fs";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect } from "chai";
import { serveObject } from "../../../../local/services/s3/answers";
import type { Files } from "../../../../local/services/s3/files";
import type { Bucket, StoredObject } from "../../../../local/services/s3/model";

describe("an object for a client that is gone", () => {
  it("is closed again", async () => {
    const content = createReadStream(__filename);
    const files = { read: async () => content } as unknown as Files;
    const request = Object.assign(new IncomingMessage(new Socket()), { method: "GET" });
    const response = new ServerResponse(request);
    response.destroy();
    const object = { headers: {}, etag: "e", modifiedAt: 0, storageClass: "STANDARD", file: "f", size: 1 };
    const bucket = { name: "b" } as Bucket;
    await serveObject({ files, bucket, object: object as unknown as StoredObject }, request, response);
    expect(content.destroyed).to.equal(true);
  });
});
