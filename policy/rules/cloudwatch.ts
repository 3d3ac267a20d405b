import { set } from "../mutations";
import { at, list, type Rule } from "../rule";
import { ALARM } from "../types";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const cloudwatchRules: readonly Rule[] = [
  {
    name: "log-retention",
    controls: ["CloudWatch.16", "Serverless-CloudWatchLogGroupRetentionPeriod", "CKV_AWS_66"],
    meaning: "Log groups have a retention period.",
    types: [LOG_GROUP],
    check: ({ retentionInDays }) => (Number(retentionInDays ?? 0) > 0 ? undefined : "is kept forever"),
    breakIt: set(LOG_GROUP, { retentionInDays: undefined }),
  },
  {
    name: "alarm-actions",
    controls: ["CloudWatch.15", "CloudWatch.17", "CKV_AWS_319"],
    meaning: "Alarms notify on ALARM and on OK.",
    types: [ALARM],
    check: ({ alarmActions, okActions, actionsEnabled }) =>
      list(alarmActions).length > 0 && list(okActions).length > 0 && actionsEnabled !== false
        ? undefined
        : "does not notify on both ALARM and OK",
    breakIt: set(ALARM, { alarmActions: [] }),
  },
  {
    name: "alarm-described",
    controls: ["WA OPS08-BP04"],
    meaning: "Alarms have a description, which is the text of the notification.",
    types: [ALARM],
    check: (props) => (at(props, "alarmDescription") ? undefined : "has no description"),
    breakIt: set(ALARM, { alarmDescription: undefined }),
  },
];
