/** Milliseconds of a day, for times that AWS counts in days of 24 hours. */
export const DAY_MS = 86_400_000;
