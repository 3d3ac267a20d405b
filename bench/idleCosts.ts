import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PRICES } from "./prices";
import { replaceBetween } from "./table";

const README = join(__dirname, "../README.md");

/** Alarms and custom metrics of the stack with its default settings. A test counts both in the graph and in the sources. */
export const WATCHED = { alarms: 49, metrics: 13 } as const;

/** Number of them that `backup: false` removes. */
export const WATCHED_BACKUP = { alarms: 9, metrics: 4 } as const;

/** Number of them that `receipts: false` removes. */
export const WATCHED_RECEIPTS = { alarms: 5, metrics: 1 } as const;

/** Number that `insightsModel` adds: a metric in months in which a letter was refused. */
export const WATCHED_MODEL = { metrics: 1 } as const;

/** Rules of the web ACL that `waf: true` adds. */
export const FIREWALL_RULES = 2;

interface Watched {
  alarms: number;
  metrics: number;
}

/** US dollars a month for what CloudWatch charges beyond its free tier. */
function watching({ alarms, metrics }: Watched): number {
  return (
    Math.max(0, alarms - PRICES.alarmsFree) * PRICES.alarm +
    Math.max(0, metrics - PRICES.metricsFree) * PRICES.metric
  );
}

/** Cost of a stack that nobody uses, by setting: US dollars a month after the free tiers that do not expire. */
export function idleCosts(): [settings: string, dollars: number, what: string][] {
  const database = PRICES.database + 20 * PRICES.databaseStorage;
  const without = {
    alarms: WATCHED.alarms - WATCHED_BACKUP.alarms,
    metrics: WATCHED.metrics - WATCHED_BACKUP.metrics,
  };
  const saved = WATCHED_RECEIPTS.alarms * PRICES.alarm + WATCHED_RECEIPTS.metrics * PRICES.metric;
  const firewall = PRICES.webAcl + FIREWALL_RULES * PRICES.webAclRule;
  return [
    [
      "the defaults",
      database + PRICES.kmsKey + watching(WATCHED),
      `database ${dollars(database)}, key of the topics ${dollars(PRICES.kmsKey)}, ${WATCHED.alarms} alarms and ${WATCHED.metrics} custom metrics ${dollars(watching(WATCHED))}`,
    ],
    [
      "`backup: false`",
      PRICES.kmsKey + watching(without),
      `key of the topics ${dollars(PRICES.kmsKey)}, ${without.alarms} alarms and ${without.metrics} custom metrics ${dollars(watching(without))}`,
    ],
    [
      "`receipts: false`",
      -saved,
      `less: ${WATCHED_RECEIPTS.alarms} alarms and ${WATCHED_RECEIPTS.metrics} custom metric ${dollars(saved)}`,
    ],
    [
      "`insightsModel`",
      WATCHED_MODEL.metrics * PRICES.metric,
      `in addition: ${WATCHED_MODEL.metrics} custom metric, in months in which a letter was refused`,
    ],
    ["`waf: true`", firewall, `in addition: a web ACL with ${FIREWALL_RULES} rules`],
    ["`threatProtection: true`", 0, "in addition: charged per active user"],
  ];
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
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

if (require.main === module) writeFileSync(README, withIdleCosts(readFileSync(README, "utf8")));
