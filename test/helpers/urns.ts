/** The alias of a resource: a URN, or what differs from the resource that has it. */
export type Alias = { urn: string } | AliasParts;

interface AliasParts {
  name?: string;
  type?: string;
  project?: string;
  stack?: string;
  /** URN. */
  parent?: string;
  noParent?: boolean;
}

/** Properties that determine the current and previous URNs of a resource. */
export interface Named {
  urn: string;
  type: string;
  name: string;
  /** URN; absent for the stack. */
  parent?: string;
  aliases: readonly Alias[];
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** `urn:pulumi:STACK::PROJECT::PARENT-TYPES$TYPE::NAME` */
export function parseUrn(urn: string) {
  const [stack = "", project = "", qualifiedType = "", ...name] = urn.replace("urn:pulumi:", "").split("::");
  return {
    stack,
    project,
    qualifiedType,
    name: name.join("::"),
    type: qualifiedType.split("$").at(-1) ?? "",
  };
}

/** The URN that the engine gives to a resource. The types of its ancestors are part of it, except the stack's. */
export function urnOf(stack: string, project: string, type: string, name: string, parent?: string): string {
  const parentType = parent === undefined ? STACK_TYPE : parseUrn(parent).qualifiedType;
  const qualifiedType = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}

/**
 * The URN in a deployed stack by which each of these resources is found, by its own URN. What is not found is created.
 *
 * The engine looks for a resource's own URN, then for each of its aliases, then for those that follow from its parent's:
 * these count only if the parent itself was found by an alias, and only for that one. So a parent that is new, or that
 * is found by its own URN, hands nothing down.
 * https://github.com/pulumi/pulumi/blob/v3.248.0/pkg/resource/deploy/step_generator.go (`generateAliases`)
 *
 * @param resources in the order of their registration: parents first
 * @throws Error if two resources are found by one URN, which the engine refuses too
 */
export function reachedUrns(resources: readonly Named[], deployed: ReadonlySet<string>): Map<string, string> {
  const reached = new Map<string, string>();
  const takers = new Map<string, string>();
  for (const resource of resources) {
    const found = [resource.urn, ...aliasesOf(resource, reached)].find((urn) => deployed.has(urn));
    if (found === undefined) continue;
    const taker = takers.get(found);
    if (taker !== undefined) throw new Error(`${found} is claimed by ${taker} and by ${resource.urn}.`);
    takers.set(found, resource.urn);
    reached.set(resource.urn, found);
  }
  return reached;
}

function aliasesOf(resource: Named, reached: ReadonlyMap<string, string>): string[] {
  const own = resource.aliases.map((alias) => aliasUrn(resource, alias, reached));
  const { parent } = resource;
  const parentAlias = parent && reached.get(parent);
  if (!parentAlias || parentAlias === parent) return own;
  const named = [resource, ...own.map(parseUrn)];
  return [...own, ...named.map(({ type, name }) => inherited(type, name, parent, parentAlias))];
}

function aliasUrn(resource: Named, alias: Alias, reached: ReadonlyMap<string, string>): string {
  if ("urn" in alias) return alias.urn;
  const { stack, project } = parseUrn(resource.urn);
  const parent = alias.parent ? (reached.get(alias.parent) ?? alias.parent) : resource.parent;
  return urnOf(
    alias.stack || stack,
    alias.project || project,
    alias.type || resource.type,
    alias.name || resource.name,
    alias.noParent ? undefined : parent,
  );
}

/** A child whose name begins with its parent's is taken to be named after it, also when the parent had another name. */
function inherited(type: string, name: string, parent: string, parentAlias: string): string {
  const { stack, project, name: oldName } = parseUrn(parentAlias);
  const newName = parseUrn(parent).name;
  const childName = name.startsWith(newName) ? oldName + name.slice(newName.length) : name;
  return urnOf(stack, project, type, childName, parentAlias);
}
