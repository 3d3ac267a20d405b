import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mock } from "node:test";
import { expect } from "chai";
import { ExpenseReader } from "../../../domain/receipts/textract";

const DOCUMENT = { Bucket: "receipts", Name: "a" };

describe("Textract that is asked for too many pages at once", () => {
  const before = { ...process.env };
  let server: Server;
  /** Requests so far, of which Textract refuses the first ones. */
  let requests: number;
  let refused: number;
  let onRequest: () => void;

  beforeEach(async () => {
    [requests, refused] = [0, 0];
    onRequest = () => undefined;
    server = createServer((request, response) => {
      requests += 1;
      onRequest();
      request.resume();
      response.writeHead(requests > refused ? 200 : 400, { "Content-Type": "application/x-amz-json-1.1" });
      response.end(
        JSON.stringify(
          requests > refused
            ? { ExpenseDocuments: [{ ExpenseIndex: 1 }] }
            : { __type: "ProvisionedThroughputExceededException", message: "Slow down" },
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_TEXTRACT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" },
    });
    // Pauses are a random part of the longest.
    mock.method(Math, "random", () => 0);
  });
  afterEach(async () => {
    mock.restoreAll();
    mock.timers.reset();
    process.env = { ...before };
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const read = () => new ExpenseReader({ topic: "topic", role: "role" }).read(DOCUMENT);

  it("is asked again, since the queue would wait for minutes", async () => {
    refused = 5;
    expect(await read()).to.deep.equal([{ ExpenseIndex: 1 }]);
    expect(requests).to.equal(6);
  });

  it("is asked no more when the function is about to end", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    refused = 5;
    onRequest = () => mock.timers.tick(31_000);
    const error = await read().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error).and.to.have.property("name", "LateCallError");
    expect(requests).to.equal(2);
  });
});
