import * as pulumi from "@pulumi/pulumi";

type Inputs = Readonly<Record<string, unknown>>;

/**
 * Refuses, already in a preview, an update that takes an index from a table and gives it another. DynamoDB drops the former at once and
 * builds the other for minutes to hours, in which the functions of neither release find what they read.
 * @param remedy The way to keep the former for one more update, for the person who deploys.
 */
export function keepsIndexes(name: string, remedy: string): pulumi.ResourceHookBinding {
  // Mocks, and so the local cloud, have neither hooks nor a former state.
  if (!("registerResourceHook" in Object(pulumi.runtime.getMonitor()))) return {};
  const check = ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) =>
    requireIndexes(name, remedy, oldInputs, newInputs);
  return { beforeUpdate: [new pulumi.ResourceHook(`${name}-keeps-indexes`, check, { onDryRun: true })] };
}

/** @throws Error that names the index which would be missed. */
function requireIndexes(name: string, remedy: string, before: Inputs = {}, after: Inputs = {}): void {
  const [former, next] = [indexesOf(before), indexesOf(after)];
  const lost = former.filter((index) => !next.includes(index));
  const isBuilt = next.every((index) => former.includes(index));
  if (lost.length === 0 || isBuilt) return;
  throw new Error(
    `The table ${name} would lose the index ${lost.join(", ")} while another is built in its place, and lists would fail until then. ${remedy}`,
  );
}

function indexesOf({ globalSecondaryIndexes: indexes }: Inputs): string[] {
  return Array.isArray(indexes) ? indexes.map(({ name }) => String(name)) : [];
}
