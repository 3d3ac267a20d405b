const EXPRESSION = /^(cron\(\S+( \S+){5}\)|rate\(\d+ (minute|hour|day)s?\))$/;

/** Returns true for an expression of the form that EventBridge Scheduler takes. */
export function isScheduleExpression(text: string): boolean {
  return EXPRESSION.test(text);
}
