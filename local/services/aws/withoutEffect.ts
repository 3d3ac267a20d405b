import { arn, globalArn, type Place, physicalName } from "../../engine/arn";
import type { ResourceFactory, ResourceRequest, Service } from "../../engine/service";

/** Outputs of a resource without local effect, in addition to its inputs. `name` is the physical name unless one is given. */
type State = (
  place: Place,
  name: string,
  request: ResourceRequest,
) => { id?: string; arn?: string } & Record<string, unknown>;

interface Group {
  /** Reason why these types have no effect on this machine. */
  reason: string;
  types: Record<string, State>;
}

const nothing: State = () => ({});

/** A bucket's sub-resource is identified by the bucket. */
const ofBucket: State = (_, __, { inputs }) => ({ id: String(inputs.bucket) });

const withArn =
  (service: string, kind: string): State =>
  (place, name) => ({ arn: arn(place, service, `${kind}${name}`) });

const withGlobalArn =
  (service: string, kind: string): State =>
  (place, name) => ({ arn: globalArn(place, service, `${kind}${name}`) });

/** EC2 IDs are a prefix and hex digits; these derive from the name, so that they stay the same from run to run. */
function ec2Id(prefix: string, name: string): string {
  return `${prefix}-${Buffer.from(name).toString("hex").padStart(17, "0").slice(-17)}`;
}

const ec2 =
  (kind: string, prefix: string): State =>
  (place, name) => {
    const id = ec2Id(prefix, name);
    return { id, arn: arn(place, "ec2", `${kind}/${id}`) };
  };

/** Resource types without effect here. Every other type is created by a service or is an error. */
const GROUPS: Group[] = [
  {
    reason: "Everything on this machine runs as its user: there is nobody to grant anything to.",
    types: {
      "aws:iam/role:Role": withGlobalArn("iam", "role/"),
      "aws:iam/rolePolicy:RolePolicy": nothing,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
      "aws:cloudfront/originAccessControl:OriginAccessControl": withGlobalArn(
        "cloudfront",
        "origin-access-control/",
      ),
      "aws:apigateway/account:Account": nothing,
    },
  },
  {
    reason: "Data on this machine is not encrypted: its disk is the user's own.",
    types: {
      "aws:kms/key:Key": (place, name) => ({ id: name, keyId: name, arn: arn(place, "kms", `key/${name}`) }),
      "aws:kms/alias:Alias": withArn("kms", ""),
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
    },
  },
  {
    reason: "There are no metrics to watch or draw, and nothing costs anything.",
    types: {
      "aws:cloudwatch/dashboard:Dashboard": (place, name) => ({
        dashboardArn: globalArn(place, "cloudwatch", `dashboard/${name}`),
      }),
      "aws:budgets/budget:Budget": withGlobalArn("budgets", "budget/"),
    },
  },
  {
    reason: "Logs are delivered to nobody.",
    types: {
      "aws:cloudwatch/logDeliverySource:LogDeliverySource": withArn("logs", "delivery-source:"),
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": withArn(
        "logs",
        "delivery-destination:",
      ),
      "aws:cloudwatch/logDelivery:LogDelivery": withArn("logs", "delivery:"),
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": nothing,
      "aws:s3/bucketLogging:BucketLogging": ofBucket,
    },
  },
  {
    reason: "Everything listens on the loopback interface only, which is the network and its firewall.",
    types: {
      "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg"),
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("security-group-rule", "sgr"),
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("security-group-rule", "sgr"),
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("security-group", "sg"),
      "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "vpce"),
      "aws:ec2/flowLog:FlowLog": ec2("vpc-flow-log", "fl"),
      "aws:wafv2/webAcl:WebAcl": withArn("wafv2", "regional/webacl/"),
      "aws:wafv2/webAclAssociation:WebAclAssociation": nothing,
      "awsx:ec2:Vpc": vpcState,
    },
  },
];

/** The resource types that do nothing on this machine: they answer their inputs, and the ids and ARNs that others refer to. */
export function withoutEffect(place: Place): Service {
  const types = GROUPS.flatMap((group) => Object.entries(group.types));
  return {
    scopes: [],
    resources: Object.fromEntries(types.map(([type, state]) => [type, factory(place, state)])),
  };
}

function factory(place: Place, state: State): ResourceFactory {
  return (request) => {
    const name = physicalName(request);
    const { id = name, ...outputs } = state(place, name, request);
    return { id, state: { name, ...request.inputs, ...outputs } };
  };
}

/** Outputs of awsx's remote component that the Node.js side reads. Its resources are plain objects with their IDs here. */
function vpcState(place: Place, name: string, { inputs }: ResourceRequest): Record<string, unknown> {
  const zones = ["a", "b", "c"].slice(0, Number(inputs.numberOfAvailabilityZones ?? 3));
  const subnetIds = (kind: string) => zones.map((zone) => ec2Id("subnet", `${name}-${kind}-${zone}`));
  const kinds = subnetKinds(inputs);
  const vpcId = ec2Id("vpc", name);
  const ids = Object.fromEntries(kinds.map((kind) => [`${kind}SubnetIds`, subnetIds(kind)]));
  const routeTables = kinds.flatMap((kind) =>
    zones.map((zone) => ({ id: ec2Id("rtb", `${name}-${kind}-${zone}`) })),
  );
  return {
    vpcId,
    vpc: { id: vpcId, arn: arn(place, "ec2", `vpc/${vpcId}`), cidrBlock: inputs.cidrBlock ?? "10.0.0.0/16" },
    publicSubnetIds: [],
    privateSubnetIds: [],
    isolatedSubnetIds: [],
    ...ids,
    subnets: kinds.flatMap(subnetIds).map((id) => ({ id })),
    routeTables,
    natGateways: [],
    vpcEndpoints: [],
    subnetLayout: [],
  };
}

function subnetKinds({ subnetSpecs }: ResourceRequest["inputs"]): string[] {
  if (!Array.isArray(subnetSpecs)) return ["public", "private"];
  return subnetSpecs.map(({ type }) => String(type).toLowerCase());
}
