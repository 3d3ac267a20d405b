import { expect } from "chai";
import { noticesOf } from "../../../domain/receipts/notices";

const receiptId = "0193a1b2-0000-7000-8000-000000000001";
const stored = (key: string) => ({
  Records: [{ eventSource: "aws:s3", s3: { object: { key, versionId: "v1", size: 1 } } }],
});
const analysed = (Status: string) => ({
  ...{ JobId: "j1", Status, API: "StartExpenseAnalysis", Timestamp: 1 },
  DocumentLocation: { S3Bucket: "b", S3ObjectName: `home/${receiptId}` },
});
const published = (message: object) => ({ Type: "Notification", Message: JSON.stringify(message) });
const queued = (...bodies: object[]) => ({
  Records: bodies.map((body) => ({ eventSource: "aws:sqs", body: JSON.stringify(body) })),
});

describe("notices of receipts", () => {
  const place = { ledgerId: "home", receiptId };

  it("come from the bucket, from Textract and from the API, by the queue or as dead letters", () => {
    for (const [message, notice] of [
      [stored(`home/${receiptId}`), { ...place, kind: "stored", objectVersion: "v1" }],
      [published(analysed("SUCCEEDED")), { ...place, kind: "analysed", jobId: "j1", isDone: true }],
      [published(analysed("PARTIAL_SUCCESS")), { ...place, kind: "analysed", jobId: "j1", isDone: true }],
      [published(analysed("FAILED")), { ...place, kind: "analysed", jobId: "j1", isDone: false }],
      [place, { ...place, kind: "again" }],
    ] as const) {
      expect(noticesOf(queued(message))).to.deep.equal([notice]);
      expect(noticesOf(message)).to.deep.equal([notice]);
    }
    expect(noticesOf(queued(place, place))).to.have.length(2);
  });

  it("decode keys as forms do", () => {
    const [notice] = noticesOf(stored(`a+b%2Fc/${receiptId}`));
    expect(notice).to.equal(undefined);
    expect(noticesOf(stored(`a%2Bb/${receiptId}`))[0]).to.include({ ledgerId: "a+b" });
  });

  it("are none of the test that S3 sends, and of objects that are no receipts", () => {
    expect(noticesOf(queued({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" }))).to.deep.equal([]);
    for (const key of ["home/other", receiptId, `a/b/${receiptId}`])
      expect(noticesOf(stored(key))).to.deep.equal([]);
  });

  it("are refused if they are something else, so that they end among the dead letters", () => {
    for (const event of [{}, null, "x", queued({ hello: 1 }), { ledgerId: "home", receiptId: "x" }]) {
      expect(() => noticesOf(event)).to.throw("The event comes neither");
    }
    expect(() => noticesOf({ Records: [{ eventSource: "aws:sqs", body: "{" }] })).to.throw("not JSON");
  });
});
