import type { Alias as WireAlias } from "@pulumi/pulumi/proto/alias_pb";
import type { Alias } from "./urns";

/** An alias as a program sends it. */
export function aliasOf(alias: WireAlias): Alias {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  return {
    name: spec.getName(),
    type: spec.getType(),
    project: spec.getProject(),
    stack: spec.getStack(),
    parent: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}
