import { CloudWatchClient, paginateDescribeAlarms, type StateValue } from "@aws-sdk/client-cloudwatch";
import { clientDefaults } from "../aws/clientDefaults";
import type { AlarmList } from "./jobSchemas";

/** The alarms that notify a topic, most severe first. */
export async function alarmsTelling(topicArn: string): Promise<AlarmList> {
  const client = new CloudWatchClient(clientDefaults);
  const alarms: AlarmList["alarms"] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { ActionPrefix: topicArn })) {
    for (const alarm of MetricAlarms) {
      alarms.push({
        name: alarm.AlarmName ?? "",
        description: alarm.AlarmDescription ?? "",
        state: alarm.StateValue ?? "INSUFFICIENT_DATA",
        since: alarm.StateUpdatedTimestamp?.toISOString() ?? "",
      });
    }
  }
  return {
    alarms: alarms.sort((a, b) => LOUDNESS[a.state] - LOUDNESS[b.state] || a.name.localeCompare(b.name)),
  };
}

const LOUDNESS: Record<StateValue, number> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };
