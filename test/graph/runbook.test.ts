import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { programGraph } from "../helpers/graph";

describe("docs/runbook.md", () => {
  const runbook = readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8");
  const sections = runbook.split(/^### /m).slice(1);

  it("has a section for every alarm and no others", async function () {
    this.timeout(120_000);
    const graph = await programGraph();
    const alarms = graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);
    const named = sections.map((section) => /^`([^`]+)`\n/.exec(section)?.[1]);
    expect(named).to.have.members(alarms);
  });

  it("says in each what it means and what to do", () => {
    for (const section of sections) expect(section).to.match(/\*\*Means:\*\* \S[\s\S]+\*\*Do:\*\* \S/);
  });

  it("refers only to existing alarms", () => {
    for (const [, name] of runbook.matchAll(/as for `([^`]+)`/gi)) {
      expect(
        sections.some((section) => section.startsWith(`\`${name}\`\n`)),
        name,
      ).to.equal(true);
    }
  });
});
