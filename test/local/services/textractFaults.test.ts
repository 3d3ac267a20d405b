import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import {
  GetExpenseAnalysisCommand,
  StartExpenseAnalysisCommand,
  TextractClient,
} from "@aws-sdk/client-textract";
import { expect } from "chai";
import { textract } from "../../../local/services/textract";
import { Reader } from "../../../local/services/textract/reader";
import { blockDocument } from "../../helpers/filledDisk";
import { start } from "../harness";
import { pdfOf } from "./pdf";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:analyses";
const RECEIPT = pdfOf([["TOTAL 3.50"]]);

describe("faults of local Textract", () => {
  it("end a thread that reads nothing, and the next document starts another", async () => {
    const reader = new Reader();
    const started: Worker[] = [];
    const note = (worker: Worker) => started.push(worker);
    process.on("worker", note);
    await reader.read(RECEIPT, 1);
    const [worker = expect.fail("It started no thread.")] = started;
    worker.emit("error", new Error("It has no memory left."));
    worker.terminate();
    await once(worker, "exit");
    expect(await reader.read(RECEIPT, 1)).to.have.length(1);
    process.off("worker", note);
    await reader.close();
  });

  it("that keep a job from being saved do not keep its outcome from who waits for it", async () => {
    const told = Promise.withResolvers<string>();
    const problems: string[] = [];
    let dataDir = "";
    let reads = 0;
    let unblock = () => {};
    const cloud = await start((context) => {
      ({ dataDir } = context);
      return textract(context, {
        async readObject() {
          reads++;
          // The first time, it is looked for only.
          if (reads === 2) unblock = blockDocument(join(dataDir, "textract.json"));
          return Buffer.from("a text");
        },
        hasTopic: () => true,
        publish: async (_topicArn, message) => told.resolve(message),
        report: (problem) => problems.push(problem),
      });
    });
    const api = new TextractClient({ ...cloud.client, maxAttempts: 1 });
    const DocumentLocation = { S3Object: { Bucket: "receipts", Name: "a" } };
    const NotificationChannel = { SNSTopicArn: TOPIC, RoleArn: "arn:aws:iam::000000000000:role/textract" };
    const { JobId } = await api.send(
      new StartExpenseAnalysisCommand({ DocumentLocation, NotificationChannel }),
    );
    await told.promise;
    const { JobStatus } = await api.send(new GetExpenseAnalysisCommand({ JobId }));
    api.destroy();
    await cloud.service.close?.();
    unblock();
    await cloud.close();
    expect(JobStatus).to.equal("FAILED");
    expect(problems.join()).to.match(new RegExp(`^Textract, job ${JobId} is not saved: EISDIR`));
    expect(JSON.parse(await told.promise)).to.include({ JobId, Status: "FAILED" });
  });
});
