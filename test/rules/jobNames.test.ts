import { expect } from "chai";
import { jobs } from "../../handlers/catalogue";
import { jobName } from "../../site/i18n/jobNames";
import { languages } from "../../site/i18n/languages";

describe("Jobs that admins see", () => {
  it("have a name in every language", () => {
    const seen = jobs.flatMap(({ schedule }) => (schedule && "job" in schedule ? [schedule.job] : []));
    expect(seen).to.include("report");
    for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
      const missing = seen.filter((job) => !jobName(job, language));
      expect(missing, language).to.deep.equal([]);
    }
    expect(jobName("report", "de")).to.equal("Monatsberichte");
    expect(jobName("constructor", "en")).to.equal(undefined);
  });
});
