import { randomUUID } from "node:crypto";
import { mock } from "node:test";
import Ajv from "ajv";
import { expect } from "chai";
import { startMachine, type TestMachine, task } from "./fixture";

describe("A definition of local Step Functions", () => {
  let machine: TestMachine;
  beforeEach(async () => {
    machine = await startMachine();
  });
  afterEach(async () => {
    mock.restoreAll();
    await machine.close();
  });

  /** One that no earlier run has checked, and that sends a message to a queue, by the address of the cloud. */
  const sending = (name: string) => ({
    StartAt: "Send",
    States: {
      Send: task({
        Resource: "arn:aws:states:::sqs:sendMessage",
        Parameters: { QueueUrl: `${machine.cloud.url}/000000000000/${name}`, "MessageBody.$": "$.text" },
        End: true,
      }),
    },
  });

  it("is checked by the first cloud that has it, and not by one at another address", async () => {
    const name = randomUUID();
    const checks = mock.method(Ajv.prototype, "validate").mock;
    await machine.declare(sending(name));
    const once = checks.callCount();
    expect(once).to.be.above(0);
    await machine.restart();
    await machine.declare(sending(name));
    expect(checks.callCount()).to.equal(once);
  });

  it("is checked again if it differs in anything else", async () => {
    await machine.declare(sending(randomUUID()));
    const refused = await machine
      .declare({ ...sending(randomUUID()), StartAt: "Nowhere" })
      .catch((error: Error) => error.message);
    expect(refused).to.contain("Nowhere");
  });
});
