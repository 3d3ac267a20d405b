/** Refusals of plans, that is budgets and recurring expenses, as in `refusals.ts`. */
export const PLAN_REFUSALS = {
  "category.gone": {
    status: 400,
    text: "The ledger has no category {category}. Choose one of its categories.",
  },
  "rule.notFound": { status: 404, text: "The recurring expense does not exist." },
  "rule.modeInvalid": { status: 400, text: "The mode must be post or propose." },
  "rule.pausedFrom": {
    status: 400,
    text: "A recurring expense is paused or resumed as a whole. Leave out `from`, or `paused`.",
  },
  "rules.tooMany": {
    status: 409,
    text: "A ledger can have at most {max} recurring expenses. Delete one first.",
  },
  "rules.tooManyDeleted": {
    status: 409,
    text:
      "The ledger has {max} recurring expenses, with those that were deleted in the last {days} days. Add others once these " +
      "are gone, or restore one.",
  },
  "schedule.invalid": { status: 400, text: "The schedule must be an object with every, unit and start." },
  "schedule.everyInvalid": { status: 400, text: "`every` must be a whole number from 1 to {max}." },
  "schedule.unitInvalid": { status: 400, text: "The unit must be days, weeks, months or years." },
  "schedule.weekdaysInvalid": {
    status: 400,
    text: "The weekdays must be distinct numbers from 1 (Monday) to 7 (Sunday), and only with weeks.",
  },
  "schedule.dayInvalid": {
    status: 400,
    text: "The day must be a number from 1 to 31 or last, and only with months or years.",
  },
  "schedule.weekdayInvalid": {
    status: 400,
    text: "A weekday of the month needs both nth (1 to 4, or last) and weekday (1 to 7), and only with months.",
  },
  "schedule.dayImpossible": {
    status: 400,
    text: "It is due in one month only, which has no day {day}. Choose an earlier day, or the last one.",
  },
  "schedule.countInvalid": { status: 400, text: "The count must be a whole number from 1 to {max}." },
  "schedule.countDone": { status: 400, text: "{done} times are done already, or due before. Enter more." },
  "schedule.endOrCount": { status: 400, text: "Specify an end or a count, not both." },
  "schedule.endBeforeStart": { status: 400, text: "The end must not be before the first occurrence." },
  "schedule.startTooEarly": { status: 400, text: "It can start at most {days} days ago." },
  "occurrence.notFound": {
    status: 404,
    text: "The recurring expense is not due on this day, or this occurrence was decided.",
  },
  "occurrence.deleted": {
    status: 404,
    text: "The expense of this occurrence was deleted. Restore it from the trash, or enter it by hand.",
  },
  "occurrence.changed": {
    status: 409,
    text: "The expense of this occurrence was changed since. Delete it before you take the occurrence back.",
  },
  "occurrence.lost": {
    status: 404,
    text:
      "The expense of this occurrence can no longer be found by its ID. Delete it in the list if it is there, and enter it by hand " +
      "on its day.",
  },
  "occurrence.actionInvalid": { status: 400, text: "The action must be post, skip, unskip or unpost." },
  "occurrence.skippedChange": { status: 400, text: "Specify changes only for an occurrence that you post." },
  "calendar.notFound": { status: 404, text: "This calendar does not exist, or it was revoked." },
  "budget.notFound": { status: 404, text: "The budget does not exist." },
  "budget.tooMany": { status: 409, text: "A ledger can have at most {max} budgets. Delete one first." },
  "budget.tooLarge": {
    status: 409,
    text: "The budgets of this ledger have too many names and changes to be kept. Delete some of them first.",
  },
  "budget.contended": {
    status: 409,
    text: "The budgets are being changed by other requests. Try again.",
  },
  "budget.names": { status: 400, text: "Name 1 to {max} categories or tags, or leave the list out." },
  "budget.namedTwice": { status: 400, text: "Each category or tag can be named once." },
  "budget.scope": { status: 400, text: "A budget counts categories or tags, not both." },
  "budget.period": { status: 400, text: "The period must be week, month, quarter or year." },
  "budget.startsOn": {
    status: 400,
    text: "The first day of a period must be a whole number from 1 to {max}.",
  },
  "budget.weekStart": {
    status: 400,
    text: "The first day of a week must be from 1 for Monday to 7 for Sunday.",
  },
  "budget.rollover": {
    status: 400,
    text: "The rollover must be none, rest or restAndOverspending.",
  },
  "budget.thresholds": {
    status: 400,
    text: "There can be at most {max} thresholds, each a different whole number from 1 to {percent} percent.",
  },
  "budget.fromTooFar": {
    status: 400,
    text: "A budget can begin at most {max} months before or after today.",
  },
  "budget.begun": {
    status: 409,
    text: "The budget has begun, so its first day stays. Leave it out, or make another budget.",
  },
} as const;
