import { expect } from "chai";
import { mergeReports, reportOf } from "../../../domain/reports/reportAnswers";
import type { ReportEntry } from "../../../domain/reports/reportLog";
import type { ShelvedReport } from "../../../domain/reports/reportShelf";

const shelved: ShelvedReport = {
  month: "2026-10",
  state: "ready",
  size: 10,
  madeAt: "2026-11-01T06:00:00.000Z",
};
const entry = (state: ReportEntry["state"], at = "2026-11-02T06:00:00.000Z"): ReportEntry => ({
  month: "2026-10",
  state,
  at,
});

describe("the state of a report", () => {
  it("is the bucket's if nothing else was requested", () => {
    expect(reportOf(undefined, undefined)).to.equal(undefined);
    expect(reportOf(undefined, shelved)).to.deep.equal(shelved);
    expect(reportOf(entry("made"), shelved)).to.deep.equal(shelved);
    // Its object was deleted since, or expired.
    expect(reportOf(entry("made"), undefined)).to.equal(undefined);
  });

  it("is being created once requested, even if an earlier report exists", () => {
    expect(reportOf(entry("making"), undefined)).to.deep.equal({ month: "2026-10", state: "making" });
    expect(reportOf(entry("making"), shelved)).to.deep.equal({ ...shelved, state: "making" });
  });

  it("is failed or empty only if the bucket has no newer report", () => {
    expect(reportOf(entry("failed"), undefined)).to.deep.equal({ month: "2026-10", state: "failed" });
    expect(reportOf(entry("failed"), shelved)).to.deep.equal({ ...shelved, state: "failed" });
    expect(reportOf(entry("failed", "2026-10-31T00:00:00.000Z"), shelved)).to.deep.equal(shelved);
    expect(reportOf(entry("empty"), undefined)).to.deep.equal({ month: "2026-10", state: "empty" });
    expect(reportOf(entry("empty"), shelved)).to.deep.equal(shelved);
  });

  it("is listed once a month, newest first", () => {
    const older = { ...shelved, month: "2026-09" };
    const entries: ReportEntry[] = [
      entry("made"),
      { month: "2026-11", state: "making", at: "2026-11-02T06:00:00.000Z" },
    ];
    expect(mergeReports([older, shelved], entries)).to.deep.equal([
      { month: "2026-11", state: "making" },
      shelved,
      older,
    ]);
  });
});
