import { mock } from "node:test";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import type { Service } from "../../../local/engine/service";
import { cloudwatch, type QueueContents } from "../../../local/services/cloudwatch";
import { CREDENTIALS } from "../../helpers/endpoint";
import { type Harness, start } from "../harness";
import { signedCall } from "../signedCall";

const topicArn = "arn:aws:sns:us-east-1:000000000000:operators";

describe("local CloudWatch", () => {
  let cloud: Harness<Service>;
  let api: CloudWatchClient;
  let letters: QueueContents;
  beforeEach(async () => {
    letters = { sentAt: [], changedAt: Date.parse("2026-11-23T08:00:00Z") };
    cloud = await start((context) =>
      cloudwatch(context, (queue) => (queue === "letters" ? letters : undefined)),
    );
    api = new CloudWatchClient({ ...cloud.client, maxAttempts: 1 });
  });
  afterEach(async () => {
    mock.timers.reset();
    api.destroy();
    await cloud.close();
  });

  const declare = (name: string, inputs: object) =>
    cloud.make("aws:cloudwatch/metricAlarm:MetricAlarm", name, { name, alarmActions: [topicArn], ...inputs });
  const onQueue = { namespace: "AWS/SQS", dimensions: { QueueName: "letters" }, threshold: 1 };
  const states = async (input = {}) => {
    const { MetricAlarms = [] } = await api.send(new DescribeAlarmsCommand(input));
    return MetricAlarms.map((alarm) => [
      alarm.AlarmName,
      alarm.StateValue,
      alarm.StateUpdatedTimestamp?.toISOString(),
    ]);
  };

  it("filters alarms by state, and pages them", async () => {
    letters.sentAt = [Date.now(), Date.now()];
    await declare("dead", onQueue);
    await declare("idle", {});
    const name = ([alarm]: (string | undefined)[]) => alarm;
    expect((await states({ StateValue: "ALARM" })).map(name)).to.deep.equal(["dead"]);
    expect((await states({ StateValue: "OK" })).map(name)).to.deep.equal([]);
    const { MetricAlarms, NextToken } = await api.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
    expect(MetricAlarms?.map(({ AlarmName }) => AlarmName)).to.deep.equal(["dead"]);
    expect((await states({ NextToken })).map(name)).to.deep.equal(["idle"]);
  });

  it("returns since when a queue is above the threshold, and since when it no longer is", async () => {
    await declare("dead", onQueue);
    expect(await states()).to.deep.equal([["dead", "OK", "2026-11-23T08:00:00.000Z"]]);
    letters.sentAt = ["09:30", "09:00"].map((time) => Date.parse(`2026-11-23T${time}:00Z`));
    expect(await states()).to.deep.equal([["dead", "ALARM", "2026-11-23T09:30:00.000Z"]]);
    letters = { sentAt: [], changedAt: Date.parse("2026-11-23T10:00:00Z") };
    expect(await states()).to.deep.equal([["dead", "OK", "2026-11-23T10:00:00.000Z"]]);
  });

  it("answers a form in XML, as the AWS CLI of before autumn 2025 asks", async () => {
    await declare("dead", onQueue);
    await declare("idle", {});
    const ask = (form: string) =>
      signedCall(
        { url: cloud.url, credentials: CREDENTIALS },
        { service: "monitoring", body: `Action=DescribeAlarms&Version=2010-08-01${form}` },
      );
    expect((await ask("&StateValue=OK&AlarmNames.member.1=dead&MaxRecords=5")).body).to.match(
      /^<DescribeAlarmsResponse xmlns="[^"]+"><DescribeAlarmsResult><MetricAlarms><member><AlarmName>dead<.*<AlarmActions><member>arn:aws:sns:us-east-1:000000000000:operators<\/member><\/AlarmActions><StateUpdatedTimestamp>2026-11-23T08:00:00.000Z<\/StateUpdatedTimestamp><\/member><\/MetricAlarms><\/DescribeAlarmsResult>/,
    );
    const refused = await ask("&MaxRecords=many");
    expect(refused.status).to.equal(400);
    expect(refused.body).to.match(/<ErrorResponse.*<Code>ValidationError<\/Code><Message>1 validation error/);
  });

  it("has no data for other alarms since they were declared", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T07:00:00Z") });
    await declare("errors", { namespace: "AWS/Lambda", metricName: "Errors" });
    expect(await states()).to.deep.equal([["errors", "INSUFFICIENT_DATA", "2026-11-23T07:00:00.000Z"]]);
  });

  it("finds alarms by name, by the start of a name, and by the topic that they notify", async () => {
    await declare("dead", onQueue);
    await declare("deaf", { alarmActions: [] });
    await declare("slow", { alarmActions: [`${topicArn}-of-others`] });
    const names = async (input: object) => (await states(input)).map(([name]) => name);
    expect(await names({})).to.deep.equal(["dead", "deaf", "slow"]);
    expect(await names({ AlarmNames: ["slow"] })).to.deep.equal(["slow"]);
    expect(await names({ AlarmNamePrefix: "dea" })).to.deep.equal(["dead", "deaf"]);
    expect(await names({ ActionPrefix: `${topicArn}-` })).to.deep.equal(["slow"]);
  });
});
