import type { LocalResource } from "../../local/engine/program";
import { constructVpc } from "./awsxVpc";
import type { EngineResource } from "./engineResource";
import { type Graph, PROJECT, STACK } from "./graph";
import { urnOf } from "./urns";

const VPC = "awsx:ec2:Vpc";

/** The resources of a graph with the VPC's own below its component, which has no outputs in the engine. */
export function withVpcChildren(resources: readonly LocalResource[]): LocalResource[] {
  return resources.flatMap((resource) => {
    if (resource.type !== VPC) return [resource];
    const component = { ...resource, urn: urnOf(STACK, PROJECT, VPC, resource.name) };
    const children = constructVpc(component, resource.state, false).children.map(
      ({ type, name, inputs, outputs, id = "" }) => ({ type, name, inputs, id, state: outputs }),
    );
    return [{ ...resource, state: {} }, ...children];
  });
}

/** The engine's knowledge after an update: inputs as the program sends them, outputs as providers answer them. */
export function engineResources({ registrations, resources }: Graph): EngineResource[] {
  return registrations.flatMap((registration) => {
    const { type, name } = registration;
    const created = resources.find((one) => one.type === type && one.name === name);
    const { id, state = {} } = created ?? {};
    const resource = {
      ...registration,
      id,
      outputs: { ...state, ...registration.inputs, ...(id && { id }) },
    };
    if (type !== VPC) return [resource];
    return [{ ...resource, outputs: {} }, ...constructVpc(registration, state, false).children];
  });
}
