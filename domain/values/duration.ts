// Durations of a fixed length. A day has 24 hours here; days of the calendar are in `day.ts`.

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
export const DAY_SECONDS = DAY_MS / 1000;
