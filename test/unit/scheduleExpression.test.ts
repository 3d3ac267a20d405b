import { expect } from "chai";
import { isScheduleExpression, longestInterval } from "../../components/config/scheduleExpression";
import { occurrences } from "../../local/services/scheduler/expression";

const FROM = new Date("2023-01-01T00:00:00Z");
const TO = new Date("2031-01-01T00:00:00Z");

/** The longest interval by the times at which the local cloud runs a job. */
function longestOf(expression: string): number {
  const times = occurrences(expression, "UTC", FROM, TO).map((at) => at.getTime());
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at))) / 3_600_000;
}

describe("schedule expressions", () => {
  for (const wrong of [
    ...["cron(0 4 * * * *)", "cron(0 4 ? * ? *)", "cron(99 99 * * ? *)", "cron(0 4 * * ?)", "rate(0 hours)"],
    ...[
      "cron(0 4 32 * ? *)",
      "cron(0 4 ? * 8 *)",
      "cron(0 4 ? * FRIDAY *)",
      "cron(*/0 4 * * ? *)",
      "every day",
    ],
    ...["cron(0 4 * 13 ? *)", "cron(0 4 * * ? 2200)", "cron(1- 4 * * ? *)", "rate(5 weeks)"],
  ]) {
    it(`are not ${wrong}`, () => {
      expect(isScheduleExpression(wrong)).to.equal(false);
    });
  }

  for (const right of [
    ...["rate(90 minutes)", "rate(1 hour)", "rate(3 days)", "cron(0 4 * * ? *)", "cron(0 4 ? * SUN *)"],
    ...["cron(0/30 8-9 ? * MON-FRI *)", "cron(0 5 2 * ? *)", "cron(0 0 L * ? *)", "cron(0 0 ? * 6L *)"],
    ...["cron(0 0 ? * TUE#1 *)", "cron(5,35 0 * 1/3 ? *)", "cron(0 0 29 2 ? *)", "cron(0 2-22/20 ? * L *)"],
  ]) {
    it(`know their longest interval: ${right}`, () => {
      expect(isScheduleExpression(right)).to.equal(true);
      expect(longestInterval(right)).to.be.closeTo(longestOf(right), 0.001);
    });
  }
});
