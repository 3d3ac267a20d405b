import { type EngineResource, UNKNOWN } from "./engineResource";
import { parseUrn, urnOf } from "./urns";

/** Pulumi's mark of an object that is not a plain one, and its mark of a reference to a resource. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

interface Constructed {
  /** Outputs of the component, as the program gets them. The engine's own state of the component has none. */
  outputs: Record<string, unknown>;
  children: EngineResource[];
}

/** The part of the mocks' state of the component that names its resources. */
interface VpcState {
  vpcId: string;
  isolatedSubnetIds: string[];
  routeTables: { id: string }[];
}

/**
 * Constructs awsx's VPC of isolated subnets as its own provider does: the VPC, its internet gateway, its subnets and their route
 * tables are resources below the component, and its outputs refer to them. Mocks have the same ids in plain objects, and no
 * resources. `recordedVpc.json` has what awsx really registers.
 *
 * @param state Outputs that the mocks return for it.
 */
export function constructVpc(
  component: Pick<EngineResource, "urn" | "name" | "inputs">,
  state: Record<string, unknown>,
  preview: boolean,
): Constructed {
  const { name, inputs } = component;
  const { isolatedSubnetIds, routeTables, ...ids } = state as unknown as VpcState;
  const known = (id: string) => (preview ? UNKNOWN : id);
  const vpcId = known(ids.vpcId);
  const child = (type: string, childName: string, parent: { urn: string }, id: string, own: Inputs) => {
    const { stack, project } = parseUrn(parent.urn);
    const urn = urnOf(stack, project, type, childName, parent.urn);
    const made = preview ? { outputs: own } : { id, outputs: { ...own, id } };
    return { urn, type, name: childName, parent: parent.urn, aliases: [], inputs: own, ...made };
  };
  const tags = (tagged: string) => ({ tags: { Name: tagged } });
  const vpc = child("aws:ec2/vpc:Vpc", name, component, ids.vpcId, {
    cidrBlock: inputs.cidrBlock,
    enableDnsHostnames: inputs.enableDnsHostnames,
    ...tags(name),
  });
  const gateway = child("aws:ec2/internetGateway:InternetGateway", name, vpc, `igw-${name}`, {
    vpcId,
    ...tags(name),
  });
  const zones = isolatedSubnetIds.map((subnetId, index) => {
    const subnetName = `${name}-isolated-${index + 1}`;
    const isolated = { tags: { Name: subnetName, SubnetType: "Isolated" }, vpcId };
    const subnet = child("aws:ec2/subnet:Subnet", subnetName, vpc, subnetId, {
      assignIpv6AddressOnCreation: false,
      mapPublicIpOnLaunch: false,
      ...isolated,
    });
    const routeTableId = routeTables[index]?.id ?? "";
    const table = child("aws:ec2/routeTable:RouteTable", subnetName, subnet, routeTableId, isolated);
    const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    const association = child(associationType, subnetName, table, `rtbassoc-${index}`, {
      routeTableId: known(routeTableId),
      subnetId: known(subnetId),
    });
    return { subnet, table, association };
  });
  return {
    children: [
      vpc,
      gateway,
      ...zones.flatMap(({ subnet, table, association }) => [subnet, table, association]),
    ],
    outputs: {
      ...(preview ? {} : state),
      vpc: reference(vpc),
      subnets: zones.map(({ subnet }) => reference(subnet)),
      routeTables: zones.map(({ table }) => reference(table)),
    },
  };
}

type Inputs = Record<string, unknown>;

function reference({ urn, id = "" }: EngineResource): Record<string, string> {
  return { [SIGNATURE]: REFERENCE, urn, id };
}
