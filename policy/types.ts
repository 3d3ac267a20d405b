/** Types of resources that rules about different services look at. */
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const ROLE = "aws:iam/role:Role";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";
