/**
 * The price that Textract charges to analyze a page as an expense, in US dollars, in us-east-1 and for the first
 * million pages a month. https://aws.amazon.com/textract/pricing/
 */
export const COST_PER_PAGE = { amount: "0.01", currency: "USD" } as const;
