import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { LOG_DAYS } from "../domain/values/limits";
import { logGroupName } from "./config/names";
import type { Statement } from "./linking/links";

/** MySQL's. */
const DATABASE_PORT = 3306;

/**
 * Lambda deletes the network interfaces of a function up to 45 minutes after the function, and until then they hold its groups and
 * subnets (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group#timeouts).
 */
const INTERFACES_GONE = "50m";

export interface BackupNetworkArgs {
  /** Requests to the tables that may be made from inside the network. */
  tableStatements: readonly Statement[];
}

/**
 * A network for the backup alone: two zones, isolated subnets, no route to or from the internet. Its functions reach
 * the database and, by a gateway endpoint, the tables of this program; nothing else.
 */
export class BackupNetwork extends pulumi.ComponentResource {
  readonly subnetIds: pulumi.Output<string[]>;
  readonly functionGroup: aws.ec2.SecurityGroup;
  readonly databaseGroup: aws.ec2.SecurityGroup;
  /** Dependencies of a function that connects to the database or the tables. */
  readonly paths: pulumi.Resource[];

  constructor(name: string, args: BackupNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:BackupNetwork", name, {}, opts);

    const vpc = new awsx.ec2.Vpc(
      name,
      {
        cidrBlock: "10.0.0.0/24",
        numberOfAvailabilityZones: 2,
        enableDnsHostnames: true,
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Isolated" }],
        natGateways: { strategy: "None" },
      },
      { parent: this },
    );
    this.subnetIds = vpc.isolatedSubnetIds;
    const endpoint = this.tableEndpoint(name, vpc, args);
    this.functionGroup = this.securityGroup(`${name}-functions`, vpc, "The backup functions");
    this.databaseGroup = this.securityGroup(`${name}-database`, vpc, "The backup database");
    this.paths = [endpoint, ...this.databasePath(name), this.tablePath(name, endpoint)];
    // Removes the rules of the VPC's default security group: traffic between its members and to any destination.
    new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.vpcId }, { parent: this });
    this.flowLogs(name, vpc);

    this.registerOutputs({ subnetIds: this.subnetIds });
  }

  /**
   * awsx creates endpoints without attaching them to its route tables, which a gateway endpoint needs to take effect.
   */
  private tableEndpoint(
    name: string,
    vpc: awsx.ec2.Vpc,
    { tableStatements }: BackupNetworkArgs,
  ): aws.ec2.VpcEndpoint {
    const { region } = aws.getRegionOutput({}, { parent: this });
    return new aws.ec2.VpcEndpoint(
      name,
      {
        vpcId: vpc.vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.dynamodb`,
        routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map(({ id }) => id))),
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: tableStatements.map(({ actions, resources }) => ({
            Effect: "Allow",
            Principal: "*",
            Action: actions,
            Resource: resources,
          })),
        }),
      },
      { parent: this },
    );
  }

  private securityGroup(name: string, vpc: awsx.ec2.Vpc, description: string): aws.ec2.SecurityGroup {
    // The group depends on the subnets, so that it is deleted before them and they do not have to wait as well.
    const vpcId = pulumi.all([vpc.vpcId, vpc.isolatedSubnetIds]).apply(([id]) => id);
    return new aws.ec2.SecurityGroup(
      name,
      { vpcId, description },
      { parent: this, customTimeouts: { delete: INTERFACES_GONE } },
    );
  }

  private databasePath(name: string): pulumi.Resource[] {
    const port = { ipProtocol: "tcp", fromPort: DATABASE_PORT, toPort: DATABASE_PORT };
    const functions = this.functionGroup.id;
    const database = this.databaseGroup.id;
    return [
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-database`,
        {
          description: "MySQL from the backup functions",
          securityGroupId: database,
          referencedSecurityGroupId: functions,
          ...port,
        },
        { parent: this },
      ),
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-database`,
        {
          description: "MySQL to the backup database",
          securityGroupId: functions,
          referencedSecurityGroupId: database,
          ...port,
        },
        { parent: this },
      ),
    ];
  }

  private tablePath(name: string, endpoint: aws.ec2.VpcEndpoint): pulumi.Resource {
    return new aws.vpc.SecurityGroupEgressRule(
      `${name}-tables`,
      {
        description: "The tables, by their gateway endpoint",
        securityGroupId: this.functionGroup.id,
        prefixListId: endpoint.prefixListId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
      { parent: this },
    );
  }

  private flowLogs(name: string, vpc: awsx.ec2.Vpc): void {
    const group = new aws.cloudwatch.LogGroup(
      `${name}-flow`,
      { name: logGroupName(`${name}-flow`), retentionInDays: LOG_DAYS },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-flow`,
      { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "vpc-flow-logs.amazonaws.com" }) },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-flow`,
      {
        role: role.id,
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
              Resource: pulumi.interpolate`${group.arn}:*`,
            },
          ],
        },
      },
      { parent: this },
    );
    new aws.ec2.FlowLog(
      name,
      { vpcId: vpc.vpcId, trafficType: "ALL", logDestination: group.arn, iamRoleArn: role.arn },
      { parent: this, dependsOn: [policy] },
    );
  }
}
