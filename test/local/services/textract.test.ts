import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import {
  AnalyzeExpenseCommand,
  BadDocumentException,
  DocumentTooLargeException,
  type ExpenseDocument,
  GetExpenseAnalysisCommand,
  IdempotentParameterMismatchException,
  InvalidJobIdException,
  InvalidParameterException,
  InvalidS3ObjectException,
  StartExpenseAnalysisCommand,
  TextractClient,
  UnsupportedDocumentException,
} from "@aws-sdk/client-textract";
import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import type { Service } from "../../../local/engine/service";
import { textract } from "../../../local/services/textract";
import { READER_THREAD } from "../../../local/services/textract/reader";
import { type Harness, start } from "../harness";
import { pdfOf } from "./pdf";
import { SCANNED, SCANS } from "./scannedPdf";

const SAMPLE = readFileSync(join(__dirname, "../../../docs/receipt.jpg"));
const TOPIC = "arn:aws:sns:us-east-1:000000000000:analyses";

const linesOf = ({ Blocks = [] }: ExpenseDocument) =>
  Blocks.filter(({ BlockType }) => BlockType === "LINE").map(({ Text }) => Text);

/** A PNG's head without anything behind it. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.from(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x06\0\0\0\0\0\0\0IEND",
    "latin1",
  );
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

describe("local Textract", () => {
  let cloud: Harness<Service>;
  let api: TextractClient;
  const objects = new Map<string, Buffer>();
  let published: { topicArn: string; message: Record<string, unknown> }[] = [];
  let told = Promise.withResolvers<void>();

  before(async () => {
    cloud = await start((context) =>
      textract(context, {
        readObject: async (bucket, key, version = "1") => objects.get(`${bucket}/${key}/${version}`),
        hasTopic: (topicArn) => topicArn === TOPIC,
        async publish(topicArn, message) {
          published.push({ topicArn, message: JSON.parse(message) });
          told.resolve();
        },
        report: expect.fail,
      }),
    );
    api = new TextractClient({ ...cloud.client, maxAttempts: 1 });
  });
  beforeEach(() => {
    objects.clear();
    published = [];
    told = Promise.withResolvers();
  });
  after(async () => {
    api.destroy();
    await cloud.close();
  });

  const analyse = (Bytes: Buffer) => api.send(new AnalyzeExpenseCommand({ Document: { Bytes } }));

  async function refusal(request: Promise<unknown>): Promise<unknown> {
    return request.then(
      () => expect.fail("It was answered."),
      (error) => error,
    );
  }

  it("starts its reader with the first document, and no other with the next", async () => {
    const begun: (string | null)[] = [];
    const onWorker = ({ threadName }: Worker) => begun.push(threadName);
    process.on("worker", onWorker);
    for (let count = 0; count < 2; count += 1) await analyse(SAMPLE);
    process.off("worker", onWorker);
    expect(begun.filter((name) => name === READER_THREAD)).to.have.length(1);
  });

  it("reads a photo of a receipt, and tells where everything stands", async () => {
    const { DocumentMetadata, ExpenseDocuments = [] } = await analyse(SAMPLE);
    expect(DocumentMetadata).to.deep.equal({ Pages: 1 });
    const draft = draftOf(ExpenseDocuments, { locale: "en-US", currency: "USD", today: "2026-11-27" });
    const { merchants, days, totals, taxes, tip, items, currency, doubts } = draft;
    expect({
      ...{ merchant: merchants[0]?.value, day: days[0]?.value, total: totals[0]?.value },
      ...{ taxes, tip, items: items.length, currency, doubts },
    }).to.deep.equal({
      ...{ merchant: "Corner Pantry", day: "2026-07-06", total: 5865 },
      ...{ taxes: 383, tip: 836, items: 4, currency: "USD", doubts: [] },
    });
    const { left = 0, top = 0, width = 0, height = 0 } = totals[0]?.box ?? {};
    expect(left + width, "the total's row ends on the right").to.be.within(0.8, 1);
    expect(top + height / 2, "and in the lower half").to.be.within(0.5, 1);
  });

  it("reads an object of S3, and the version that is asked for", async () => {
    objects.set("receipts/a.pdf/old", pdfOf([["TOTAL 12.34"]]));
    const S3Object = { Bucket: "receipts", Name: "a.pdf", Version: "old" };
    const { ExpenseDocuments = [] } = await api.send(new AnalyzeExpenseCommand({ Document: { S3Object } }));
    expect(ExpenseDocuments.map(linesOf)).to.deep.equal([["TOTAL 12.34"]]);
    expect(
      ExpenseDocuments[0]?.SummaryFields?.map(({ Type, ValueDetection }) => [
        Type?.Text,
        ValueDetection?.Text,
      ]),
    ).to.deep.include(["TOTAL", "12.34"]);
    const absent = new AnalyzeExpenseCommand({ Document: { S3Object: { ...S3Object, Version: "new" } } });
    expect(await refusal(api.send(absent))).to.be.instanceOf(InvalidS3ObjectException);
  });

  for (const [coding, content] of Object.entries(SCANS))
    it(`reads a scan in a PDF, coded ${coding}`, async () => {
      const { ExpenseDocuments = [] } = await analyse(content);
      expect(ExpenseDocuments.map(linesOf)).to.deep.equal([SCANNED]);
    });

  it("analyses several pages later, tells a topic, and gives them in parts", async () => {
    objects.set("receipts/b.pdf/1", pdfOf([["Coffee 3.50"], ["TOTAL 3.50"]]));
    const request = {
      DocumentLocation: { S3Object: { Bucket: "receipts", Name: "b.pdf" } },
      ...{ ClientRequestToken: "b", JobTag: "receipt-1" },
      NotificationChannel: { SNSTopicArn: TOPIC, RoleArn: "arn:aws:iam::000000000000:role/textract" },
    };
    const { JobId } = await api.send(new StartExpenseAnalysisCommand(request));
    const again = await api.send(new StartExpenseAnalysisCommand(request));
    expect(again.JobId, "the same request").to.equal(JobId);
    const other = api.send(new StartExpenseAnalysisCommand({ ...request, JobTag: "receipt-2" }));
    expect(await refusal(other)).to.be.instanceOf(IdempotentParameterMismatchException);
    const NotificationChannel = { ...request.NotificationChannel, SNSTopicArn: `${TOPIC}-gone` };
    const toNobody = { ...request, ClientRequestToken: "c", NotificationChannel };
    expect(await refusal(api.send(new StartExpenseAnalysisCommand(toNobody)))).to.be.instanceOf(
      InvalidParameterException,
    );
    await told.promise;
    const [{ topicArn, message } = expect.fail("nothing was published")] = published;
    const { Timestamp, ...rest } = message;
    expect(Timestamp).to.be.a("number");
    expect({ topicArn, ...rest }).to.deep.equal({
      ...{ topicArn: TOPIC, JobId, Status: "SUCCEEDED", API: "StartExpenseAnalysis", JobTag: "receipt-1" },
      DocumentLocation: { S3ObjectName: "b.pdf", S3Bucket: "receipts" },
    });
    const first = await api.send(new GetExpenseAnalysisCommand({ JobId, MaxResults: 1 }));
    const { NextToken } = first;
    const second = await api.send(new GetExpenseAnalysisCommand({ JobId, MaxResults: 1, NextToken }));
    expect(
      [first, second].map(({ JobStatus, DocumentMetadata }) => [JobStatus, DocumentMetadata?.Pages]),
    ).to.deep.equal([
      ["SUCCEEDED", 2],
      ["SUCCEEDED", 2],
    ]);
    expect(
      [first, second].flatMap(({ ExpenseDocuments = [] }) => ExpenseDocuments.flatMap(linesOf)),
    ).to.deep.equal(["Coffee 3.50", "TOTAL 3.50"]);
    expect(second.NextToken).to.equal(undefined);
  });

  it("tells of a job that failed, and knows no other jobs", async () => {
    objects.set("receipts/c.pdf/1", Buffer.from("a text"));
    const DocumentLocation = { S3Object: { Bucket: "receipts", Name: "c.pdf" } };
    const NotificationChannel = { SNSTopicArn: TOPIC, RoleArn: "arn:aws:iam::000000000000:role/textract" };
    const { JobId } = await api.send(
      new StartExpenseAnalysisCommand({ DocumentLocation, NotificationChannel }),
    );
    await told.promise;
    const { JobStatus, StatusMessage } = await api.send(new GetExpenseAnalysisCommand({ JobId }));
    expect({ JobStatus, StatusMessage }).to.deep.equal({
      JobStatus: "FAILED",
      StatusMessage: "UNSUPPORTED_DOCUMENT",
    });
    const unknown = api.send(new GetExpenseAnalysisCommand({ JobId: "f".repeat(64) }));
    expect(await refusal(unknown)).to.be.instanceOf(InvalidJobIdException);
  });

  const REFUSED: [what: string, document: Buffer, error: new (...args: never[]) => Error][] = [
    ["no image", Buffer.from("a text"), UnsupportedDocumentException],
    ["an SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), UnsupportedDocumentException],
    ["an animated GIF", Buffer.from("GIF89a"), UnsupportedDocumentException],
    ["nothing", Buffer.alloc(0), UnsupportedDocumentException],
    ["an image that is cut off", SAMPLE.subarray(0, SAMPLE.length / 2), BadDocumentException],
    ["more than 10,000 pixels on a side", pngOf(10_001, 10), BadDocumentException],
    ["more than 10 MB", Buffer.concat([SAMPLE, Buffer.alloc(10_000_000)]), DocumentTooLargeException],
    ["a PDF with a password", pdfOf([["secret"]], { isEncrypted: true }), UnsupportedDocumentException],
    ["a PDF that is cut off", pdfOf([["a"]]).subarray(0, 60), BadDocumentException],
    ["two pages at once", pdfOf([["a"], ["b"]]), UnsupportedDocumentException],
  ];
  for (const [what, document, error] of REFUSED)
    it(`refuses ${what}`, async () => {
      expect(await refusal(analyse(document))).to.be.instanceOf(error);
    });

  it("refuses a document that is in two places, or in none", async () => {
    const both = { Bytes: SAMPLE, S3Object: { Bucket: "receipts", Name: "a" } };
    for (const Document of [both, {}])
      expect(await refusal(api.send(new AnalyzeExpenseCommand({ Document })))).to.be.instanceOf(
        InvalidParameterException,
      );
  });
});
