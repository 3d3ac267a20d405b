import { set } from "../mutations";
import { at, list, type Rule } from "../rule";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const cloudwatchRules: readonly Rule[] = [
  {
    name: "log-retention",
    controls: ["CloudWatch.16", "Serverless-CloudWatchLogGroupRetentionPeriod", "CKV_AWS_66"],
    meaning: "No log is kept for ever.",
    types: [LOG_GROUP],
    check: ({ retentionInDays }) => (Number(retentionInDays ?? 0) > 0 ? undefined : "is kept for ever"),
    breakIt: set(LOG_GROUP, { retentionInDays: undefined }),
  },
  {
    name: "alarm-actions",
    controls: ["CloudWatch.15", "CloudWatch.17", "CKV_AWS_319"],
    meaning: "Every alarm tells somebody, also when it is over.",
    types: [ALARM],
    check: ({ alarmActions, okActions, actionsEnabled }) =>
      list(alarmActions).length > 0 && list(okActions).length > 0 && actionsEnabled !== false
        ? undefined
        : "tells nobody",
    breakIt: set(ALARM, { alarmActions: [] }),
  },
  {
    name: "alarm-described",
    controls: ["WA OPS08-BP04"],
    meaning: "Every alarm says what has happened, for the mail that it becomes.",
    types: [ALARM],
    check: (props) => (at(props, "alarmDescription") ? undefined : "says nothing"),
    breakIt: set(ALARM, { alarmDescription: undefined }),
  },
];
