import { expect } from "chai";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { fullMonths, steadyFrom } from "../../../domain/insights/statistics";
import { addDays, addMonths } from "../../../domain/values/day";
import { charge, findingsOf, historyOf, kindsOf, shopping } from "./histories";

const TODAY = "2026-09-15";
const forecast = (charges: readonly Charge[], today = TODAY) => forecastOf(historyOf(charges, today));

describe("months without spending", () => {
  const young = shopping("2026-05-01", TODAY);

  it("that follow an expense of long ago make no months usual that nobody recorded", () => {
    const stray = charge("2024-10-01", "Old", 3_000);
    for (const today of [TODAY, "2026-12-15", "2027-06-15"]) {
      const known = shopping("2026-05-01", today);
      expect(forecast([stray, ...known], today), today).to.deep.equal(forecast(known, today));
      expect(findingsOf([stray, ...known], today), today).to.deep.equal([]);
    }
    expect(forecast([stray, ...young])?.periods).to.equal(4);
  });

  it("between two holidays say nothing of the second one, which its own pace foretells after two weeks", () => {
    const trip = (month: string) =>
      ["09", "10", "11", "12"].map((day, index) =>
        charge(`${month}-${day}`, `Shop ${"ABCD"[index]?.repeat(5)}`, 4_000 + 321 * index, "Travel"),
      );
    const [now, later] = ["2026-06-13", "2026-06-28"].map((today) => [
      kindsOf(findingsOf([...trip("2025-08"), ...trip("2026-06")], today)),
      forecast([...trip("2025-08"), ...trip("2026-06")], today)?.periods,
    ]);
    expect([now, later]).to.deep.equal([
      [[], undefined],
      [[], 0],
    ]);
  });

  it("begin the two weeks anew that a forecast waits for, and the pace that it follows", () => {
    const daily = (from: string, days: number) =>
      Array.from({ length: days }, (_, index) =>
        charge(addDays(from, index), "Market", 3_000 + (index % 2) * 100),
      );
    const [before, again] = [daily("2026-01-01", 90), daily("2026-08-01", 46)];
    for (const today of ["2026-08-01", "2026-08-08", "2026-08-14", "2026-08-15", "2026-09-10"]) {
      const young = forecast(again, today);
      expect(forecast([...before, ...again], today), today).to.deep.equal(young);
      expect(young === undefined, today).to.equal(today < "2026-08-15");
    }
    expect(forecast(before, "2026-08-01")?.total).to.equal(0);
  });

  it("in which a ledger was not used are no usual ones after them, nor after a last expense", () => {
    const paused = [...shopping("2024-09-01", "2025-08-30"), ...shopping("2026-06-01", TODAY)];
    expect(findingsOf(paused, TODAY)).to.deep.equal([]);
    expect(forecast(paused)).to.deep.equal(forecast(shopping("2026-06-01", TODAY)));
    expect(findingsOf(shopping("2024-01-01", "2026-06-20"), TODAY)).to.deep.equal([]);
    expect(forecast(shopping("2024-01-01", "2026-06-20"))?.total).to.equal(0);
  });

  it("are usual if they come one at a time, but nothing is compared with nothing", () => {
    const spent = new Map(["2026-01-01", "2026-03-05", "2026-05-05", "2026-06-01"].map((day) => [day, 1]));
    expect(fullMonths(spent, "2026-07", 12)).to.deep.equal(
      [6, 5, 4, 3, 2, 1].map((month) => `2026-0${month}`),
    );
    const seldom = [0, 2, 4, 6].map((back) => charge(`${addMonths("2026-08", -back)}-20`, "Fair", 9_000));
    const start = charge("2025-12-01", "Fair", 9_000);
    expect(kindsOf(findingsOf([start, ...seldom, charge("2026-09-10", "Fair", 9_000)], TODAY))).to.deep.equal(
      [],
    );
  });

  it("begin the history anew from two on, on the first day after them", () => {
    const since = (...days: string[]) => steadyFrom(new Map(days.map((day) => [day, 1])), "2026-07");
    expect(since("2026-01-04", "2026-03-05", "2026-05-01", "2026-06-02")).to.equal("2026-01-04");
    expect(since("2026-01-04", "2026-04-05", "2026-04-03", "2026-06-02")).to.equal("2026-04-03");
    expect(since("2026-01-04", "2026-04-30", "2026-07-01")).to.equal(undefined);
    expect(since("2026-05-09", "2026-07-01")).to.equal("2026-05-09");
  });
});
