import { expect } from "chai";
import { jobs } from "../../handlers/catalogue";
import { allTexts } from "../helpers/pageTexts";

describe("Jobs that admins see", () => {
  it("have a name in every language", () => {
    const seen = jobs.flatMap(({ schedule }) => (schedule && "job" in schedule ? [schedule.job] : []));
    expect(seen).to.include("report");
    for (const [language, texts] of allTexts()) {
      const missing = seen.filter((job) => !Object.hasOwn(texts, `admin.job.${job}`));
      expect(missing, language).to.deep.equal([]);
    }
  });
});
