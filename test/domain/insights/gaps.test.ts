import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import type { Charge } from "../../../domain/insights/model";
import { charge, historyOf, monthly, shopping } from "./histories";

const TODAY = "2026-09-15";
const insights = (charges: readonly Charge[], today = TODAY) =>
  insightsOf(historyOf(charges, today), () => false);

describe("months without spending", () => {
  const lately = shopping("2026-05-01", TODAY);
  const forecast = insights(lately).forecast;

  it("end what is usual if there are two in a row: an old expense, or a year before a pause, changes nothing", () => {
    expect(forecast).to.deep.include({ spent: 25_300, total: 50_500, periods: 4 });
    for (const before of [
      [charge("2024-10-01", "Old", 3_000)],
      [charge("2024-10-01", "Old", 3_000), charge("2026-02-01", "Older", 3_000)],
      shopping("2024-09-01", "2026-02-28", 4),
    ]) {
      const { findings, forecast: same } = insights([...before, ...lately]);
      expect([findings, same]).to.deep.equal([[], forecast]);
    }
  });

  it("belong to it if there is one: nothing was spent in it", () => {
    const before = [...shopping("2026-01-01", "2026-03-31", 4), ...lately];
    expect(insights(before).forecast?.periods).to.equal(8);
  });

  it("leave a currency of holidays without a usual month", () => {
    const trip = (month: string) =>
      ["09", "10", "11", "12"].map((day, index) =>
        charge(`${month}-${day}`, `Shop ${index}`, 4_000 + index, "Travel"),
      );
    const summers = [...trip("2024-07"), ...trip("2025-08"), ...trip("2026-06")];
    const { findings, forecast: none } = insights(summers, "2026-06-13");
    expect([findings, none]).to.deep.equal([[], undefined]);
  });

  it("never make zero what is usual by a day of the month, which everything is far from", () => {
    const late = monthly("2025-09-20", 12, "Market", 5_000, "Groceries");
    const { findings } = insights([...late, ...monthly("2026-09-02", 1, "Market", 5_100, "Groceries")]);
    expect(findings).to.deep.equal([]);
  });

  it("do not make the year before one to compare with", () => {
    const paused = [...shopping("2025-01-01", "2025-01-31"), ...shopping("2025-10-01", TODAY)];
    expect(insights(paused).findings.map(({ kind }) => kind)).not.to.include("year");
  });
});
