import { expect } from "chai";
import { countAlarmMetrics, countMetrics, countWatched, recordedWatched } from "../../bench/watched";
import { CONFIGURATIONS, EVERYTHING } from "../helpers/configurations";
import { programGraph } from "../helpers/graph";

describe("what costs without use", function () {
  this.timeout(120_000);

  it("is as many alarms and rules as npm run docs:costs recorded", async () => {
    expect(countWatched(await programGraph(), await programGraph(EVERYTHING))).to.deep.equal(
      recordedWatched(),
    );
  });

  it("is as many alarms fewer without the backup", async () => {
    const { alarms } = recordedWatched();
    const without = await programGraph(CONFIGURATIONS["no backup"]);
    expect(countAlarmMetrics(without)).to.equal(alarms.all - alarms.backup);
  });

  it("is no dashboard: one of up to 50 metrics is free", async () => {
    const { dashboardBody } = (await programGraph()).inputs(
      "aws:cloudwatch/dashboard:Dashboard",
      "monitoring",
    );
    const { widgets } = JSON.parse(String(dashboardBody)) as {
      widgets: { properties: { metrics: unknown[] } }[];
    };
    const shown = widgets.flatMap(({ properties }) => properties.metrics).length;
    // A search shows one metric of each job at most.
    expect(shown + countMetrics().all).to.be.at.most(50);
  });
});
