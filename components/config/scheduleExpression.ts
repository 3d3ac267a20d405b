const EXPRESSION = /^(cron\(\S+( \S+){5}\)|rate\(\d+ (minute|hour|day)s?\))$/;

/** Returns true if an expression has a form that EventBridge Scheduler accepts. */
export function isScheduleExpression(text: string): boolean {
  return EXPRESSION.test(text);
}
