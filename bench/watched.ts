import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CUSTOM_METRICS, type MetricDefinition } from "../domain/aws/metrics";
import { jobs } from "../handlers/catalogue";
import { isTracked, type Job } from "../handlers/job";
import type { Graph } from "../test/helpers/graph";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILE = join(__dirname, "alarms.json");

/** Alarms and rules of the firewall, which only the graph of the program tells. */
interface Watched {
  /** Metrics of alarms, each of which is charged, with default settings, and those of them that a setting removes. */
  alarms: { all: number; backup: number; receipts: number };
  /** Rules of the web ACL that `waf: true` adds. */
  firewallRules: number;
}

/**
 * Counts what costs something without use.
 *
 * @param defaults The program with its default settings.
 * @param everything The program with everything that a setting adds.
 */
export function countWatched(defaults: Graph, everything: Graph): Watched {
  const within = (component: string) => countAlarmMetrics(defaults, (urn) => urn.includes(`:${component}$`));
  const [firewall] = everything.ofType("aws:wafv2/webAcl:WebAcl");
  return {
    alarms: {
      all: countAlarmMetrics(defaults),
      backup: within("BackupPipeline"),
      receipts: within("ReceiptPipeline"),
    },
    firewallRules: Object(firewall?.inputs.rules).length,
  };
}

/** The number of metrics that alarms watch: several if one adds them up. */
export function countAlarmMetrics(graph: Graph, isCounted = (_urn: string) => true): number {
  return graph.registrations
    .filter(({ type, urn }) => type === ALARM && isCounted(urn))
    .map(({ name }) => (graph.inputs(ALARM, name).metricQueries ?? [{ metric: {} }]) as { metric?: object }[])
    .flatMap((queries) => queries.filter(({ metric }) => metric !== undefined)).length;
}

/** The counts as `npm run docs:costs` recorded them last. */
export function recordedWatched(): Watched {
  return JSON.parse(readFileSync(FILE, "utf8"));
}

export function recordWatched(watched: Watched): void {
  writeFileSync(FILE, `${JSON.stringify(watched, null, 2)}\n`);
}

/** Custom metrics of a stack with its default settings, those of them that a setting removes, and those that one adds. */
export function countMetrics() {
  const metrics = Object.values<MetricDefinition>(CUSTOM_METRICS).filter(({ perJob }) => !perJob);
  const tracked = jobs.filter(({ schedule }) => isTracked(schedule));
  const only = (setting: MetricDefinition["only"]) =>
    metrics.filter((metric) => metric.only === setting).length;
  const perJobOf = (pipeline: Job["pipeline"]) => tracked.filter((job) => job.pipeline === pipeline).length;
  return {
    all: metrics.length - only("insightsModel") + tracked.length,
    backup: only("backup") + perJobOf("backup"),
    receipts: perJobOf("receipts"),
    insightsModel: only("insightsModel"),
  };
}
