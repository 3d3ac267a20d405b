import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { ReportShelf } from "../../../domain/reports/reportShelf";

const KEY = "ledger/2026-01-expense-report.csv";
const MADE = "Sun, 01 Feb 2026 05:00:00 GMT";

/** S3 responses for a report in each storage class and lifecycle phase. No local engine supports archives. */
const LIFE = [
  {
    name: "new",
    storageClass: undefined,
    restore: undefined,
    listed: "<StorageClass>STANDARD</StorageClass>",
    state: "ready",
  },
  {
    name: "in Instant Retrieval",
    storageClass: "GLACIER_IR",
    restore: undefined,
    listed: "<StorageClass>GLACIER_IR</StorageClass>",
    state: "ready",
  },
  {
    name: "moved to Flexible Retrieval",
    storageClass: "GLACIER",
    restore: undefined,
    listed: "<StorageClass>GLACIER</StorageClass>",
    state: "archived",
  },
  {
    name: "asked back",
    storageClass: "GLACIER",
    restore: 'ongoing-request="true"',
    listed:
      "<StorageClass>GLACIER</StorageClass><RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>",
    state: "retrieving",
  },
  {
    name: "back for a while",
    storageClass: "GLACIER",
    restore: 'ongoing-request="false", expiry-date="Fri, 21 Dec 2046 00:00:00 GMT"',
    listed:
      "<StorageClass>GLACIER</StorageClass><RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2046-12-21T00:00:00Z</RestoreExpiryDate></RestoreStatus>",
    state: "ready",
  },
];

describe("reports in their bucket", () => {
  let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    answer(request, response, body);
  });
  let shelf: ReportShelf;
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const s3 = new S3Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    shelf = new ReportShelf(s3, "reports");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const { name, storageClass, restore, listed, state } of LIFE) {
    it(`are ${state} when ${name}`, async () => {
      answer = (request, response) => {
        if (request.method === "HEAD") {
          response.writeHead(200, {
            "Content-Length": "7",
            "Last-Modified": MADE,
            ...(storageClass && { "x-amz-storage-class": storageClass }),
            ...(restore && { "x-amz-restore": restore }),
          });
          return response.end();
        }
        expect(request.headers["x-amz-optional-object-attributes"]).to.equal("RestoreStatus");
        response.end(
          `<ListBucketResult><Contents><Key>${KEY}</Key><Size>7</Size><LastModified>2026-02-01T05:00:00.000Z</LastModified>` +
            `${listed}</Contents><Contents><Key>ledger/other.txt</Key></Contents></ListBucketResult>`,
        );
      };
      const report = { month: "2026-01", state, size: 7, madeAt: "2026-02-01T05:00:00.000Z" };
      expect(await shelf.find("ledger", "2026-01")).to.deep.equal(report);
      expect(await shelf.list("ledger")).to.deep.equal([report]);
    });
  }

  it("are missing when S3 does not know them", async () => {
    answer = (_request, response) => response.writeHead(404).end();
    expect(await shelf.find("ledger", "2026-01")).to.equal(undefined);
  });

  it("are restored for a week, within five hours", async () => {
    let asked: unknown;
    answer = (request, response, body) => {
      asked = [request.method, request.url, body];
      response.writeHead(202).end();
    };
    const now = new Date("2026-06-01T08:00:00.000Z");
    expect(await shelf.retrieve("ledger", "2026-01", now)).to.equal("2026-06-01T13:00:00.000Z");
    expect(asked).to.deep.equal([
      "POST",
      `/reports/${KEY}?restore=`,
      '<?xml version="1.0" encoding="UTF-8"?><RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Days>7</Days>' +
        "<GlacierJobParameters><Tier>Standard</Tier></GlacierJobParameters></RestoreRequest>",
    ]);
  });

  it("are restored once: a request a moment later gets the same answer", async () => {
    answer = (_request, response) =>
      response.writeHead(409).end("<Error><Code>RestoreAlreadyInProgress</Code></Error>");
    const now = new Date("2026-06-01T08:00:00.000Z");
    expect(await shelf.retrieve("ledger", "2026-01", now)).to.equal("2026-06-01T13:00:00.000Z");
  });

  it("are downloaded by a link that lives five minutes", async () => {
    const now = new Date("2026-06-01T08:00:00.000Z");
    const report = { month: "2026-01", madeAt: "2026-02-01T03:00:00.000Z" };
    const { url, expiresAt, madeAt } = await shelf.link("ledger", report, now);
    const { pathname, searchParams } = new URL(url);
    expect([expiresAt, madeAt]).to.deep.equal(["2026-06-01T08:05:00.000Z", report.madeAt]);
    expect(pathname).to.equal(`/reports/${KEY}`);
    expect(searchParams.get("X-Amz-Expires")).to.equal("300");
    expect(searchParams.get("X-Amz-Date")).to.equal("20260601T080000Z");
    expect(searchParams.get("response-content-disposition")).to.equal(
      'attachment; filename="2026-01-expense-report.csv"',
    );
  });
});
