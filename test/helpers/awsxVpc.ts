import type { EngineResource } from "./engineResource";
import { parseUrn, urnOf } from "./urns";

/** Pulumi's mark of an object that is not a plain one, and its mark of a reference to a resource. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

interface Constructed {
  /** Outputs of the component. */
  outputs: Record<string, unknown>;
  children: EngineResource[];
}

/**
 * Constructs awsx's VPC as its own provider does: the VPC, its subnets and their route tables are resources below the
 * component, and its outputs refer to them. Mocks have the same ids in plain objects, and no resources.
 *
 * @param state what the mocks answer for it
 */
export function constructVpc(
  component: EngineResource,
  state: Record<string, unknown>,
  preview: boolean,
): Constructed {
  const child = (type: string, name: string, parent: EngineResource, { id, ...outputs }: Outputs) => {
    const { stack, project } = parseUrn(parent.urn);
    const urn = urnOf(stack, project, type, name, parent.urn);
    const made = preview ? { outputs: {} } : { id, outputs };
    return { urn, type, name, parent: parent.urn, aliases: [], inputs: {}, ...made };
  };
  const [vpcState = { id: "" }] = listOf([state.vpc]);
  const vpc = child("aws:ec2/vpc:Vpc", component.name, component, vpcState);
  const subnets = listOf(state.subnets).map((subnet, index) =>
    child("aws:ec2/subnet:Subnet", `${component.name}-${index + 1}`, vpc, subnet),
  );
  const tables = listOf(state.routeTables).map((table, index) =>
    child("aws:ec2/routeTable:RouteTable", `${component.name}-${index + 1}`, subnets[index] ?? vpc, table),
  );
  return {
    children: [vpc, ...subnets, ...tables],
    outputs: {
      ...(preview ? {} : state),
      vpc: reference(vpc),
      subnets: subnets.map(reference),
      routeTables: tables.map(reference),
    },
  };
}

interface Outputs {
  id: string;
}

function listOf(value: unknown): Outputs[] {
  return Array.isArray(value) ? value : [];
}

function reference({ urn, id = "" }: EngineResource): Record<string, string> {
  return { [SIGNATURE]: REFERENCE, urn, id };
}
