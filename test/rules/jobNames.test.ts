import { expect } from "chai";
import { trackedSchedules } from "../../handlers/catalogue";
import { JOB_NAMES } from "../../site/screens/admin/jobNames";

describe("Jobs that admins see", () => {
  it("have a name each, and no other has one", () => {
    const seen = trackedSchedules.map(({ job }) => job);
    expect(seen).to.include("report");
    expect(Object.keys(JOB_NAMES)).to.have.members(seen);
  });

  it("have names that differ, in every language", () => {
    const texts = Object.values(JOB_NAMES).flatMap((names) => Object.values(names));
    expect(new Set(texts).size).to.equal(texts.length);
    expect(texts.filter((text) => text.trim() === "")).to.deep.equal([]);
  });
});
