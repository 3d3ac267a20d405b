import type { AlertThresholds } from "../../domain/expenses/alertMarks";
import { AmountError, parseAmount } from "../../domain/values/money";
import { refusalText } from "../../domain/values/refusals";
import { trackedSchedules } from "../../handlers/catalogue";
import { longestInterval } from "./scheduleExpression";
import type { BasicSettings } from "./settingsSchema";

/** A fault that involves several settings. */
interface SettingRule {
  /**
   * The settings involved. The first is the one to change. The rule is skipped while one of them is invalid by itself.
   */
  settings: readonly [string, ...string[]];
  /** Returns the error text, which follows the name of the first setting. */
  fault(values: BasicSettings, region: string | undefined): string | undefined;
}

/** The rules that no schema of a single setting can express. */
export const settingRules: readonly SettingRule[] = [
  {
    settings: ["alertThreshold", "alertThresholds", "currency"],
    fault: (values) => Object.entries(amountsOf(values)).map(thresholdFault).find(Boolean),
  },
  {
    settings: ["certificateArn", "domain"],
    fault: ({ domain, certificateArn }) =>
      (domain === undefined) === (certificateArn === undefined)
        ? undefined
        : "and `domain` go together: set both, or neither",
  },
  {
    settings: ["siteAccess", "domain"],
    fault: ({ domain, siteAccess }) =>
      domain === undefined || siteAccess === "cdn" ? undefined : "must be `cdn` for a `domain`",
  },
  {
    settings: ["insecureWebsite", "siteAccess"],
    fault: ({ siteAccess, insecureWebsite }) =>
      siteAccess === "cdn" || insecureWebsite
        ? undefined
        : "must be true for `siteAccess: website`, whose passwords travel in the clear; `cdn` is encrypted",
  },
  {
    settings: ["reportExpireAfterDays", "reportArchiveAfterDays"],
    fault: ({ reportExpireAfterDays = Infinity, reportArchiveAfterDays }) =>
      reportExpireAfterDays > reportArchiveAfterDays
        ? undefined
        : `(${reportExpireAfterDays}) must be more than \`reportArchiveAfterDays\` (${reportArchiveAfterDays})`,
  },
  {
    settings: ["backupInstanceClass", "backup"],
    // The only one of 38 regions without a smaller Graviton instance than db.t4g.medium, by the tables of cfn-lint 1.
    fault: ({ backup, backupInstanceClass }, region) =>
      backup && region === "ca-west-1" && backupInstanceClass === "db.t4g.micro"
        ? "must be another class in ca-west-1, where RDS does not offer db.t4g.micro; the smallest there is db.t3.micro"
        : undefined,
  },
  {
    settings: ["backupSnapshot", "backup"],
    fault: ({ backup, backupSnapshot }) =>
      backupSnapshot === undefined || backup
        ? undefined
        : "has no effect with `backup: false`; to do without the database, `npx pulumi config rm backupSnapshot`",
  },
  {
    settings: ["backupSnapshot"],
    fault: ({ backupSnapshot = "" }, region) => {
      const [, place] = /^arn:[\w-]+:rds:([a-z0-9-]+):/.exec(backupSnapshot) ?? [];
      return place === undefined || region === undefined || place === region
        ? undefined
        : `is in ${place}: copy it to ${region} first (docs/runbook.md), and name the copy`;
    },
  },
  ...trackedSchedules.map(({ job }) => overdueRule(`${job}OverdueHours`, `${job}Schedule`)),
];

/** Otherwise the alarm is raised before each run. */
function overdueRule(hours: string, schedule: string): SettingRule {
  return {
    settings: [hours, schedule],
    fault: (values) => {
      const { [hours]: overdue, [schedule]: expression } = Object(values);
      const interval = longestInterval(expression);
      if (interval === undefined || overdue > interval) return undefined;
      if (interval === Infinity) return `has no effect: \`${schedule}\` names a day that never comes`;
      const rounded = Math.ceil(interval);
      return `(${overdue}) must be more than the longest interval of \`${schedule}\`, ${rounded} hours`;
    },
  };
}

/** The threshold of each currency, in minor units. */
export function thresholdsOf(values: BasicSettings): AlertThresholds {
  const amounts = Object.entries(amountsOf(values));
  return Object.fromEntries(amounts.map(([code, value]) => [code, parseAmount(value, code)]));
}

function amountsOf({
  currency,
  alertThreshold,
  alertThresholds,
}: BasicSettings): Record<string, string | number> {
  return { ...alertThresholds, [currency]: alertThreshold };
}

function thresholdFault([code, value]: [string, string | number]): string | undefined {
  try {
    parseAmount(value, code);
    return undefined;
  } catch (error) {
    if (error instanceof AmountError) return `of ${code}: ${refusalText(error).replace(/\.$/, "")}`;
    throw error;
  }
}
