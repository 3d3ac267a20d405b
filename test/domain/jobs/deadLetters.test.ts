import { mock } from "node:test";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { DeadLetters } from "../../../domain/jobs/deadLetters";

interface Sent {
  constructor: { name: string };
  input: { ReceiptHandle?: string; Payload?: string; WaitTimeSeconds?: number };
}

describe("Dead letters", () => {
  /** Bodies of the messages, by their handles. */
  let queue: Map<string, string>;
  let started: unknown[];
  let received: Set<string>;

  beforeEach(() => {
    queue = new Map();
    started = [];
    received = new Set();
    mock.method(console, "error", () => undefined);
    mock.method(SQSClient.prototype, "send", async ({ constructor: { name }, input }: Sent) => {
      if (name === "GetQueueAttributesCommand") {
        return { Attributes: { ApproximateNumberOfMessages: String(queue.size) } };
      }
      if (name === "DeleteMessageCommand") return queue.delete(input.ReceiptHandle ?? "");
      // Without a wait SQS asks some of its servers, which may have none.
      if (!input.WaitTimeSeconds) return {};
      const fresh = [...queue].filter(([handle]) => !received.has(handle)).slice(0, 2);
      for (const [handle] of fresh) received.add(handle);
      return { Messages: fresh.map(([ReceiptHandle, Body]) => ({ ReceiptHandle, Body })) };
    });
    mock.method(LambdaClient.prototype, "send", async ({ input }: Sent) => {
      const event = JSON.parse(input.Payload ?? "");
      if (event.id === "failing") queue.set(`again ${queue.size}`, JSON.stringify({ requestPayload: event }));
      if (event.id === "bad") throw new Error("Request must be smaller than 1048576 bytes.");
      started.push(event.id);
      return {};
    });
  });
  afterEach(() => mock.restoreAll());

  const letters = new DeadLetters([
    { name: "failures", url: "https://sqs/failures", target: "job", action: "lambda:InvokeFunction" },
  ]);

  it("are replayed past those that cannot be started, which stay", async () => {
    const event = (id: string) => JSON.stringify({ requestPayload: { id } });
    queue = new Map([
      ["1", event("a")],
      ["2", event("bad")],
      ["3", "not JSON"],
      ["4", event("b")],
      ["5", "null"],
      ["6", JSON.stringify({ id: "c" })],
    ]);
    expect(await letters.replay("failures")).to.deep.equal({ queue: "failures", replayed: 3, failed: 3 });
    expect(started).to.deep.equal(["a", "b", "c"]);
    expect([...queue.keys()]).to.deep.equal(["2", "3", "5"]);
  });

  it("are replayed once, also one that fails again at once", async () => {
    queue = new Map([["1", JSON.stringify({ requestPayload: { id: "failing" } })]]);
    expect(await letters.replay("failures")).to.deep.equal({ queue: "failures", replayed: 1, failed: 0 });
    expect([...queue.keys()]).to.deep.equal(["again 1"]);
  });

  it("are listed with their reasons, whatever is in the queue", async () => {
    queue = new Map([
      ["1", "not JSON"],
      ["2", JSON.stringify({ responsePayload: { errorType: "InputError" } })],
    ]);
    const reasons = ["unreadable", "InputError"];
    expect(await letters.list()).to.deep.equal({ queues: [{ queue: "failures", waiting: 2, reasons }] });
  });
});
