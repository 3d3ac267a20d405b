import { plus, set, without } from "../mutations";
import { list, ofType, type PolicyResource, type Rule } from "../rule";
import { statementsOf } from "../statements";

// `awsx:ec2:Vpc` is a component: in the engine it has no outputs, and the VPC is a resource below it.
const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

export const vpcRules: readonly Rule[] = [
  {
    name: "vpc-default-group-closed",
    controls: ["EC2.2", "CKV2_AWS_12"],
    meaning: "The VPC's default security group allows no traffic.",
    checkStack: (resources) =>
      ofType(resources, VPC).flatMap((resource) => {
        const closed = ofType(resources, DEFAULT_GROUP).some(
          (group) =>
            isIn(resource, group) &&
            list(group.props.ingress).length === 0 &&
            list(group.props.egress).length === 0,
        );
        return closed ? [] : [{ resource, problem: "has an open default security group" }];
      }),
    breakIt: without(DEFAULT_GROUP),
  },
  {
    name: "vpc-no-open-ingress",
    controls: ["AwsSolutions-EC23", "EC2.18", "EC2.19", "CKV_AWS_24", "CKV_AWS_260"],
    meaning: "Security groups allow no inbound traffic from any address.",
    types: [GROUP, INGRESS, GROUP_RULE],
    check: (props) => (isOpen(props, "ingress") ? "allows inbound traffic from any address" : undefined),
    breakIt: plus(INGRESS, { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 }),
  },
  {
    name: "vpc-no-open-egress",
    controls: ["CKV_AWS_382", "WA SEC05-BP02"],
    meaning: "Security groups allow no outbound traffic to any address.",
    types: [GROUP, EGRESS, GROUP_RULE],
    check: (props) => (isOpen(props, "egress") ? "allows outbound traffic to any address" : undefined),
    breakIt: plus(EGRESS, { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" }),
  },
  {
    name: "vpc-flow-logs",
    controls: ["AwsSolutions-VPC7", "EC2.6", "CKV2_AWS_11"],
    meaning: "The VPC has flow logs.",
    checkStack: (resources) =>
      ofType(resources, VPC).flatMap((resource) => {
        const logged = ofType(resources, FLOW_LOG).some((log) => isIn(resource, log));
        return logged ? [] : [{ resource, problem: "has no flow log" }];
      }),
    breakIt: without(FLOW_LOG),
  },
  {
    name: "vpc-endpoint-policy",
    controls: ["WA SEC05-BP02"],
    meaning: "Endpoint policies name every action and every resource.",
    types: [ENDPOINT],
    check: ({ policy }) => {
      const statements = policy === undefined ? [] : statementsOf(policy);
      const exact = statements.every(({ actions, resources }) =>
        [...actions.map((action) => action.includes("*")), resources.includes("*")].every((open) => !open),
      );
      return exact && statements.length > 0 ? undefined : "lets every request through";
    },
    breakIt: set(ENDPOINT, { policy: undefined }),
  },
  {
    name: "vpc-groups-described",
    controls: ["AwsSolutions-EC27", "CKV_AWS_23"],
    meaning: "Security groups and their rules have a description.",
    types: [GROUP, INGRESS, EGRESS, GROUP_RULE],
    check: ({ description }) => (description ? undefined : "has no description"),
    breakIt: set(GROUP, { description: undefined }),
  },
];

/** The engine reports an ID only if the provider repeats it among the outputs. Otherwise what the property derives from tells. */
function isIn(vpc: PolicyResource, { props, propertyDependencies }: PolicyResource): boolean {
  if (vpc.props.id !== undefined) return props.vpcId === vpc.props.id;
  const origins = propertyDependencies?.vpcId ?? [];
  return origins.some(({ type, name }) => type === VPC && name === vpc.name);
}

const ANYWHERE = ["0.0.0.0/0", "::/0"];

function isOpen(props: Record<string, unknown>, direction: "ingress" | "egress"): boolean {
  if (props.type !== undefined && props.type !== direction) return false;
  const inline = list(props[direction]).flatMap((rule) => Object.values(Object(rule)).flat());
  const own = [props.cidrIpv4, props.cidrIpv6, ...list(props.cidrBlocks), ...list(props.ipv6CidrBlocks)];
  return [...inline, ...own].some((range) => ANYWHERE.includes(String(range)));
}
