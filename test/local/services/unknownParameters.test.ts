import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { clientConfig } from "../clients";
import { type Fixture, startFixture } from "../fixture";
import { refused } from "../refused";
import { type ServiceCall, signedCall } from "../signedCall";

// Dropped without a word, a filter would list what it was to leave out.
describe("parameters that the local cloud does not have", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  const sentence = (name: string) => `The local cloud does not support the parameter ${name}.`;
  const call = (about: ServiceCall) =>
    signedCall({ url: cloud.local.awsEndpointUrl, credentials: cloud.local.credentials }, about);

  it("are refused by CloudWatch", async () => {
    const client = new CloudWatchClient(clientConfig(cloud));
    const given = {
      AlarmTypes: ["CompositeAlarm" as const],
      ChildrenOfAlarmName: "a",
      ParentsOfAlarmName: "a",
    };
    for (const [name, value] of Object.entries(given)) {
      const listed = client.send(new DescribeAlarmsCommand({ [name]: value }));
      // As the SDK names CloudWatch's ValidationError.
      await refused(listed, "ValidationException", sentence(name));
    }
    client.destroy();
  });

  it("are refused by Step Functions, and statuses that no run can have", async () => {
    const client = new SFNClient(clientConfig(cloud));
    const stateMachineArn = cloud.output("machineArn");
    await refused(
      client.send(new ListExecutionsCommand({ stateMachineArn, redriveFilter: "REDRIVEN" })),
      "ValidationException",
      sentence("redriveFilter"),
    );
    const odd = new ListExecutionsCommand({ stateMachineArn, statusFilter: "DONE" as "FAILED" });
    const refusal = await client.send(odd).catch(({ name }) => name);
    expect(refusal).to.equal("ValidationException");
    client.destroy();
  });

  it("are refused by SQS", async () => {
    const client = new SQSClient(clientConfig(cloud));
    const message = { QueueUrl: cloud.output("queueUrl"), MessageBody: "later" };
    await refused(
      client.send(new SendMessageCommand({ ...message, DelaySeconds: 60 })),
      "InvalidParameterValueException",
      sentence("DelaySeconds"),
    );
    client.destroy();
  });

  it("are refused by EventBridge Scheduler", async () => {
    const answer = await call({ service: "scheduler", http: ["GET", "/schedules?GroupName=jobs"] });
    expect(answer).to.deep.equal({
      status: 400,
      errorType: "ValidationException",
      body: JSON.stringify({ Message: sentence("GroupName") }),
    });
  });

  it("are refused by CloudWatch Logs", async () => {
    const target = "Logs_20140328.DescribeLogGroups";
    const answer = await call({ service: "logs", target, body: `{"logGroupClass":"INFREQUENT_ACCESS"}` });
    expect(answer).to.deep.include({ status: 400, errorType: "InvalidParameterException" });
    expect(JSON.parse(answer.body).message).to.equal(sentence("logGroupClass"));
  });
});
