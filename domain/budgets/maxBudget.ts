/** The largest amount of a budget: what a household spends in a year has twelve digits in some currencies. */
export const MAX_BUDGET_AMOUNT = "99999999999.99";
