import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { metricLine } from "../../../domain/aws/metrics";
import { JobLog } from "../../../domain/jobs/jobLog";

interface Input {
  Key?: { sk: string };
  Item?: { sk: string };
  ExpressionAttributeValues?: { ":now": string };
}

/** As much of a table as the log of jobs uses. */
function ledgers() {
  const items = new Map<string, Record<string, unknown>>();
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: Input }) => {
    const sk = input.Key?.sk ?? input.Item?.sk ?? "";
    if (name === "GetCommand") return { Item: items.get(sk) };
    if (name === "UpdateCommand") {
      items.set(sk, { ...items.get(sk), succeededAt: input.ExpressionAttributeValues?.[":now"] });
      return {};
    }
    if (items.has(sk)) throw new ConditionalCheckFailedException({ message: "exists", $metadata: {} });
    items.set(sk, { ...input.Item });
    return {};
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

const at = (time: string) => new Date(`2026-11-${time}:00.000Z`);

describe("jobs", () => {
  it("are fresh from when they are first watched, then from their last success", async () => {
    const log = new JobLog(ledgers(), "Ledgers");
    expect(await log.hoursSinceSuccess("report", at("01T00:00"))).to.equal(0);
    expect(await log.hoursSinceSuccess("report", at("02T06:00"))).to.equal(30);
    await log.succeeded("report", at("02T07:00"));
    expect(await log.hoursSinceSuccess("report", at("02T08:30"))).to.equal(1.5);
    expect(await log.hoursSinceSuccess("backup", at("02T08:30"))).to.equal(0);
  });

  it("publish metrics as one line of the embedded format", () => {
    const metrics = [{ name: "HoursSinceLastSuccess", value: 1.5, unit: "None" }] as const;
    expect(
      JSON.parse(metricLine("expenses/test", { Job: "report" }, metrics, 1_700_000_000_000)),
    ).to.deep.equal({
      _aws: {
        Timestamp: 1_700_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: "expenses/test",
            Dimensions: [["Job"]],
            Metrics: [{ Name: "HoursSinceLastSuccess", Unit: "None" }],
          },
        ],
      },
      Job: "report",
      HoursSinceLastSuccess: 1.5,
    });
  });
});
