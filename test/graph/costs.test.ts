import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FIREWALL_RULES, WATCHED, WATCHED_BACKUP, WATCHED_MODEL } from "../../bench/idleCosts";
import { trackedSchedules } from "../../handlers/catalogue";
import { CONFIGURATIONS, EVERYTHING } from "../helpers/configurations";
import { type Graph, programGraph } from "../helpers/graph";

const ROOT = join(__dirname, "../..");

const alarmsOf = (graph: Graph) => graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").length;

/** Names of the metrics that functions publish. Every job has one of the first of them. */
function publishedMetrics(): Set<string> {
  const sources = globSync("{domain,handlers}/**/*.ts", { cwd: ROOT });
  const texts = sources.map((source) => readFileSync(join(ROOT, source), "utf8"));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/\{ name: "?([A-Za-z_]+)"?, value(: [^,}]+)?, unit: "/g)].flatMap(
        ([, name]) => name ?? [],
      ),
    ),
  );
}

describe("what costs without use", function () {
  this.timeout(120_000);

  it("is as many alarms as the README counts, with the backup and without", async () => {
    expect(alarmsOf(await programGraph())).to.equal(WATCHED.alarms);
    const without = await programGraph(CONFIGURATIONS["no backup"]);
    expect(alarmsOf(without)).to.equal(WATCHED.alarms - WATCHED_BACKUP.alarms);
  });

  it("is as many custom metrics as the README counts", () => {
    const perJob = "FRESHNESS_METRIC";
    const names = publishedMetrics();
    expect(names).to.include(perJob);
    expect(names.size - 1 + trackedSchedules.length).to.equal(WATCHED.metrics + WATCHED_MODEL.metrics);
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
    expect(shown + WATCHED.metrics).to.be.at.most(50);
  });

  it("is as many rules of the firewall as the README counts", async () => {
    const [acl] = (await programGraph(EVERYTHING)).ofType("aws:wafv2/webAcl:WebAcl");
    expect(acl?.inputs.rules).to.have.length(FIREWALL_RULES);
  });
});
