/** Months that trends can compare. Not with the other limits, which the page's first screen loads. */
export const MAX_TREND_MONTHS = 24;
