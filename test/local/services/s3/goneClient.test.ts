import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { IncomingMessage, ServerResponse } from "node:http";
import { connect, Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { serveObject } from "../../../../local/services/s3/answers";
import type { Files } from "../../../../local/services/s3/files";
import type { Bucket, StoredObject } from "../../../../local/services/s3/model";
import { start } from "../../harness";
import { signed, startEmptyS3 } from "./fixture";

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

describe("an upload whose client is gone", () => {
  it("leaves nothing, and is no fault", async () => {
    const problems: string[] = [];
    let incoming = "";
    const cloud = await start((context) => {
      incoming = join(context.dataDir, "buckets", "contents", "incoming");
      return startEmptyS3(context, (problem) => problems.push(problem));
    });
    try {
      await cloud.make("aws:s3/bucket:Bucket", "bucket", { bucket: "bucket" });
      const files = async (count: number) => {
        while ((await readdir(incoming)).length !== count) await delay(5);
      };
      const headers = Object.entries(await signed(cloud, "/bucket/half", { method: "PUT" }));
      const { hostname, port } = new URL(cloud.url);
      const socket = connect(Number(port), hostname);
      const lines = headers.map(([name, value]) => `${name}: ${value}`);
      socket.write(["PUT /bucket/half HTTP/1.1", ...lines, "Content-Length: 10", "", "half"].join("\r\n"));
      await files(1);
      socket.destroy();
      await files(0);
      expect((await fetch(`${cloud.url}/bucket/half`)).status).to.equal(403);
      expect(problems).to.deep.equal([]);
    } finally {
      await cloud.close();
    }
  });
});
