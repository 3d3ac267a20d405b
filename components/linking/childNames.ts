/**
 * Names the children of a component whose logical names are not made from its own. Under its usual name a component keeps the plain
 * names, such as `logExpense`, which deployed stacks, logs and the runbook know; any other name is put before them, so that a
 * component can be made twice.
 */
export function childNames(name: string, usual: string): (child: string) => string {
  return (child) => (name === usual ? child : `${name}-${child}`);
}
