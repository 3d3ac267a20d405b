import { expect } from "chai";
import { spentByMonth } from "../../site/data/reports/yearSums";

const like = (currency: string, totals: Record<string, string>) => ({
  currency,
  byDay: Object.entries(totals).map(([date, total]) => ({ date, total, count: 1 })),
});

describe("The sums of a year's months", () => {
  it("are in the ledger's currency, or else in the first other one", () => {
    const currencies = [
      like("EUR", { "2026-02-03": "3.00", "2026-03-01": "5.00" }),
      like("CHF", { "2026-02-03": "4.00" }),
      like("USD", { "2026-03-31": "7.00" }),
    ];
    expect([...spentByMonth({ currencies }, "USD")].sort()).to.deep.equal([
      ["2026-02", { total: "3.00", currency: "EUR" }],
      ["2026-03", { total: "7.00", currency: "USD" }],
    ]);
  });

  it("add up the days of a month, refunds and all, with the decimals of the currency", () => {
    const days = { "2019-01-31": "0.10", "2019-02-01": "10.05", "2019-02-28": "-12.15" };
    const currencies = [like("USD", days), like("KWD", { "2019-03-01": "1.250", "2019-03-02": "0.005" })];
    expect([...spentByMonth({ currencies }, "USD")].sort()).to.deep.equal([
      ["2019-01", { total: "0.10", currency: "USD" }],
      ["2019-02", { total: "-2.10", currency: "USD" }],
      ["2019-03", { total: "1.255", currency: "KWD" }],
    ]);
  });
});
