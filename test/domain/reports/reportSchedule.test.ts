import { expect } from "chai";
import { INDEX_LAG_MS } from "../../../domain/expenses/changesSince";
import { addMonths } from "../../../domain/values/day";
import { generateReport } from "../../../handlers/reports/generateReport";
import { occurrences } from "../../../local/services/scheduler/expression";

/** Hours by which the clocks of the last zone on earth are behind UTC. */
const LAST_ZONE_HOURS = 12;

describe("The schedule of reports", () => {
  const { schedule } = generateReport;
  const expression = schedule && "expression" in schedule ? schedule.expression : "";

  for (const zone of [
    "Pacific/Kiritimati",
    "Asia/Tokyo",
    "Europe/Berlin",
    "UTC",
    "America/Los_Angeles",
    "Etc/GMT+12",
  ]) {
    it(`in ${zone} is due once a month, when the month before is over in every zone and in every index`, () => {
      for (let month = "2026-01"; month < "2028-01"; month = addMonths(month, 1)) {
        const start = Date.parse(`${month}-01T00:00:00Z`) + LAST_ZONE_HOURS * 3_600_000;
        const days = 28 * 24 * 3_600_000;
        const due = occurrences(expression, zone, new Date(start - days / 2), new Date(start + days / 2));
        expect(due.map((at) => at.getTime() > start + INDEX_LAG_MS)).to.deep.equal([true]);
      }
    });
  }
});
