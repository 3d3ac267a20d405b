// Limits of insights that the page states or draws. No schemas here: they would end up in the page's bundle.

/** Days of history below which there is no forecast. */
export const MIN_FORECAST_DAYS = 14;

/** Latest weeks whose spending is shown by day: those of a calendar of a year. */
export const CALENDAR_WEEKS = 53;
