/**
 * Names the children of a component whose logical names do not derive from its own. Under its usual name a component
 * keeps the plain names, such as `logExpense`, which deployed stacks, logs and the runbook use; any other name becomes
 * their prefix, so that a component can be created twice.
 */
export function childNames(name: string, usual: string): (child: string) => string {
  return (child) => (name === usual ? child : `${name}-${child}`);
}
