import * as pulumi from "@pulumi/pulumi";
import { RESOURCES, type ResourceName, type Uses, wholeOf } from "../../handlers/resources";
import { isWithoutResource } from "./actionsWithoutResource";

/** A permission of a function. */
export interface Statement {
  /** IAM actions, without wildcards, for example `dynamodb:PutItem`. */
  actions: string[];
  /** Exact ARNs. */
  resources: pulumi.Input<string>[];
}

/** A resource as functions use it. */
export interface Link {
  /**
   * The value that closures get: a name or an ARN. Absent for a part, such as an index: closures get the value of the
   * whole.
   */
  value?: pulumi.Input<unknown>;
  /**
   * ARNs that the actions are allowed on. Empty if the deployment does without the resource; functions then get an
   * empty name for it.
   */
  arns: pulumi.Input<string>[];
  /** Further rights that an action needs, such as those on a topic's key, by action. */
  also?: Readonly<Record<string, Statement[]>>;
}

/** Resources that a deployment provides. */
export type Links = { readonly [Name in ResourceName]?: Link };

/**
 * Builds the IAM statements of a function from what its definition uses.
 * @throws Error if a resource is not provided.
 */
export function statementsOf(uses: Uses, links: Links): Statement[] {
  return entriesOf(uses).flatMap(([name, verbs]) => {
    const { arns, also = {} } = linkOf(name, links);
    const actions = verbs.map((verb) => `${RESOURCES[name]}:${verb}`);
    const exact = actions.filter((action) => !isWithoutResource(action));
    const unbounded = actions.filter(isWithoutResource);
    return [
      ...(exact.length > 0 && arns.length > 0 ? [{ actions: exact, resources: arns }] : []),
      ...(unbounded.length > 0 ? [{ actions: unbounded, resources: ["*"] }] : []),
      ...verbs.flatMap((verb) => also[verb] ?? []),
    ];
  });
}

/**
 * Collects the values of the resources that a definition uses, by name.
 * @throws Error if a resource is not provided.
 */
export function valuesOf(uses: Uses, links: Links): Record<string, pulumi.Input<unknown>> {
  const wholes = new Set(entriesOf(uses).map(([name]) => wholeOf(name)));
  return Object.fromEntries([...wholes].map((name) => [name, linkOf(name, links).value]));
}

function entriesOf(uses: Uses): [ResourceName, readonly string[]][] {
  return Object.entries(uses) as [ResourceName, readonly string[]][];
}

function linkOf(name: ResourceName, links: Links): Link {
  const link = links[name];
  if (link === undefined) throw new pulumi.RunError(`No component provides the resource \`${name}\`.`);
  return link;
}
