import { PRICES } from "./prices";
import { replaceBetween } from "./table";
import { countMetrics, recordedWatched } from "./watched";

interface Charged {
  alarms: number;
  metrics: number;
}

/** US dollars a month for what CloudWatch charges beyond its free tier. */
function watching({ alarms, metrics }: Charged): number {
  return (
    Math.max(0, alarms - PRICES.alarmsFree) * PRICES.alarm +
    Math.max(0, metrics - PRICES.metricsFree) * PRICES.metric
  );
}

/** Cost of a stack that nobody uses, by setting: US dollars a month after the free tiers that do not expire. */
function idleCosts(): [settings: string, dollars: number, what: string][] {
  const { alarms, firewallRules } = recordedWatched();
  const metrics = countMetrics();
  const watched = { alarms: alarms.all, metrics: metrics.all };
  const without = { alarms: alarms.all - alarms.backup, metrics: metrics.all - metrics.backup };
  const database = PRICES.database + 20 * PRICES.databaseStorage;
  const saved = alarms.receipts * PRICES.alarm + metrics.receipts * PRICES.metric;
  const firewall = PRICES.webAcl + firewallRules * PRICES.webAclRule;
  return [
    [
      "the defaults",
      database + PRICES.kmsKey + watching(watched),
      `database ${dollars(database)}, key of the topics ${dollars(PRICES.kmsKey)}, ${watched.alarms} metrics of alarms and ${watched.metrics} custom metrics ${dollars(watching(watched))}`,
    ],
    [
      "`backup: false`",
      PRICES.kmsKey + watching(without),
      `key of the topics ${dollars(PRICES.kmsKey)}, ${without.alarms} metrics of alarms and ${without.metrics} custom metrics ${dollars(watching(without))}`,
    ],
    [
      "`receipts: false`",
      -saved,
      `less: ${alarms.receipts} metrics of alarms and ${metrics.receipts} custom metric ${dollars(saved)}`,
    ],
    [
      "`insightsModel`",
      metrics.insightsModel * PRICES.metric,
      `in addition: ${metrics.insightsModel} custom metric, in months in which a letter was refused`,
    ],
    ["`waf: true`", firewall, `in addition: a web ACL with ${firewallRules} rules`],
    ["`threatProtection: true`", 0, "in addition: charged per active user"],
  ];
}

function dollars(amount: number): string {
  return `${amount < 0 ? "−" : ""}$${Math.abs(amount).toFixed(2)}`;
}

/** The README with the present table. */
export function withIdleCosts(readme: string): string {
  const rows = idleCosts().map(([settings, cost, what]) => `| ${settings} | ${dollars(cost)} | ${what} |`);
  return replaceBetween(
    readme,
    "idle-costs",
    ["| settings | a month | for |", "|---|--:|---|", ...rows].join("\n"),
  );
}
