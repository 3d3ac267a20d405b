import * as pulumi from "@pulumi/pulumi";

/** A component as type and name, or the stack itself. */
type Parent = readonly [type: string, name: string] | "stack";

/** The former parent of a child that now belongs to another component, by the child's logical name. */
const FORMER_PARENTS: Readonly<Record<string, Parent>> = {
  ...formerly(
    ["AccountPipeline", "accounts"],
    "closeAccount eraseAccount exportLedger getExport requestExport",
  ),
  ...formerly(["AccountPipeline$expenses:index:InlineFunction", "eraseAccount"], "eraseAccount-failures"),
  ...formerly(
    ["AdminFunctions", "admin"],
    "changeUser getAlarms getDeadLetters getJobs getTotals listUsers replayDeadLetters",
  ),
  ...formerly(["AlertSweep", "alert-sweep"], "alert-sweep sweepAlerts"),
  ...formerly("stack", "budget firewall"),
  ...formerly(["ReportPipeline", "reports"], "downloadReport listReports requestReport retrieveReport"),
};

function formerly(parent: Parent, children: string) {
  return Object.fromEntries(children.split(" ").map((child) => [child, parent] as const));
}

/**
 * Aliases of a child that another component created in an earlier release. Pulumi then finds it, and everything below
 * it, in the state of a stack that was deployed with that release, instead of replacing it: a log group or a queue
 * would lose its contents.
 */
export function formerAliases(child: string): pulumi.Alias[] {
  const parent = FORMER_PARENTS[child];
  if (parent === undefined) return [];
  if (parent === "stack") return [{ parent: pulumi.rootStackResource }];
  const [type, name] = parent;
  const urn = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::expenses:index:${type}::${name}`;
  return [{ parent: urn }];
}
