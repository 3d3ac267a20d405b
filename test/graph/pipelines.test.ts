import { expect } from "chai";
import { jobs } from "../../handlers/catalogue";
import { CUSTOM, LEAST, WEBSITE } from "../helpers/configurations";
import { documentOf, evaluateProgram, type Graph, PLACE, programGraph } from "../helpers/graph";
import { arn } from "./functionRights";
import { EXPENSES, LEDGERS, PIPELINE_RIGHTS } from "./pipelineRights";

const INSTANCE = "aws:rds/instance:Instance";
const NETWORK_DENIED_TO_CODE = {
  Effect: "Deny",
  Action: [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ],
  Resource: "*",
  Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
};

describe("reports and backup in the graph", function () {
  this.timeout(120_000);
  let graph: Graph;
  let without: Graph;
  before(async () => {
    graph = await programGraph();
    without = await programGraph(LEAST);
  });

  for (const [name, rights] of Object.entries(PIPELINE_RIGHTS)) {
    it(`lets ${name} do what it is for, and nothing else`, () => {
      const found: Record<string, string[]> = {};
      for (const { Effect, Action, Resource } of graph.statements(name)) {
        if (Effect === "Deny") continue;
        for (const action of [Action].flat()) {
          if (/^(logs|xray|ec2):/.test(action)) continue;
          found[action] = [...(found[action] ?? []), ...[Resource].flat()];
        }
      }
      expect(found).to.deep.equal(rights);
    });
  }

  it("lets Lambda make the network interfaces of the backup's functions, not their code", () => {
    const inVpc = graph.ofType("aws:lambda/function:Function").filter(({ inputs }) => inputs.vpcConfig);
    expect(inVpc.map(({ name }) => name)).to.have.members(
      jobs.filter(({ pipeline }) => pipeline === "backup").map(({ name }) => name),
    );
    for (const { name } of graph.ofType("aws:lambda/function:Function")) {
      const denied = graph.statements(name).filter(({ Effect }) => Effect !== "Allow");
      const isInVpc = inVpc.some((fn) => fn.name === name);
      expect(denied, name).to.deep.equal(isInVpc ? [NETWORK_DENIED_TO_CODE] : []);
    }
  });

  it("lets state machines of this account alone use their roles, and change log policies in this region alone", () => {
    const machines = graph.ofType("aws:sfn/stateMachine:StateMachine");
    const byMachines = graph
      .ofType("aws:iam/role:Role")
      .flatMap(({ inputs }) => documentOf(inputs.assumeRolePolicy).Statement)
      .filter(({ Principal }) => Object(Principal).Service === "states.amazonaws.com");
    expect(byMachines).to.have.length(machines.length);
    for (const { Condition } of byMachines) {
      expect(Condition).to.deep.equal({
        StringEquals: { "aws:SourceAccount": PLACE.accountId },
        ArnLike: { "aws:SourceArn": arn("states", "stateMachine:*") },
      });
    }
    const onLogPolicies = graph
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => documentOf(inputs.policy).Statement)
      .filter(({ Action }) => Action.includes("logs:PutResourcePolicy"));
    expect(onLogPolicies).to.have.length(machines.length);
    for (const { Condition } of onLogPolicies) {
      expect(Condition).to.deep.equal({ StringEquals: { "aws:RequestedRegion": PLACE.region } });
    }
  });

  it("lists the rights of every function of theirs", () => {
    const ours = jobs.filter(({ pipeline }) => pipeline === "reports" || pipeline === "backup");
    expect(Object.keys(PIPELINE_RIGHTS)).to.have.members(ours.map(({ name }) => name));
  });

  it("keeps the database private, encrypted, current and recoverable", () => {
    const { vpcSecurityGroupIds, password: _password, ...inputs } = graph.inputs(INSTANCE, "backup");
    expect(vpcSecurityGroupIds).to.have.length(1);
    expect(inputs).to.deep.equal({
      identifier: "serverless-expense-tracker-test",
      engine: "mysql",
      engineVersion: "8.4",
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      maxAllocatedStorage: 1000,
      storageType: "gp3",
      storageEncrypted: true,
      dbName: "expenses",
      username: "expenses_admin",
      iamDatabaseAuthenticationEnabled: true,
      applyImmediately: true,
      parameterGroupName: "backup",
      dbSubnetGroupName: "backup",
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: ["error", "slowquery"],
      backupRetentionPeriod: 7,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "serverless-expense-tracker-test-final-random-backup-snapshot",
    });
    expect(
      graph.inputs("aws:rds/parameterGroup:ParameterGroup", "backup").parameters,
    ).to.deep.include.members([
      { name: "require_secure_transport", value: "1" },
      { name: "local_infile", value: "1" },
    ]);
  });

  it("opens the database's port to the backup functions, and the functions to nothing but it and the tables", () => {
    const [ingress, ...otherIngress] = graph.ofType(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    );
    const egress = graph.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    const group = (name: string) =>
      graph.resources.find((one) => one.type === "aws:ec2/securityGroup:SecurityGroup" && one.name === name)
        ?.id;
    expect(otherIngress).to.deep.equal([]);
    expect(ingress?.inputs).to.include({
      securityGroupId: group("backup-database"),
      referencedSecurityGroupId: group("backup-functions"),
      ipProtocol: "tcp",
      fromPort: 3306,
      toPort: 3306,
    });
    const ports = egress.map(({ inputs }) => [
      inputs.securityGroupId,
      inputs.cidrIpv4,
      inputs.fromPort,
      inputs.toPort,
    ]);
    expect(ports).to.have.deep.members([
      [group("backup-functions"), undefined, 3306, 3306],
      [group("backup-functions"), undefined, 443, 443],
    ]);
    const closed = graph.inputs("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "backup");
    expect(Object.keys(closed)).to.deep.equal(["vpcId"]);
  });

  it("has no way to the internet, and attaches the tables' endpoint to the network's own route tables", () => {
    expect(graph.inputs("awsx:ec2:Vpc", "backup")).to.deep.equal({
      cidrBlock: "10.0.0.0/24",
      numberOfAvailabilityZones: 2,
      enableDnsHostnames: true,
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Isolated" }],
      natGateways: { strategy: "None" },
    });
    const { routeTableIds, ...endpoint } = graph.inputs("aws:ec2/vpcEndpoint:VpcEndpoint", "backup");
    expect(routeTableIds).to.include.members(["rtb-36f6c617465642d61", "rtb-36f6c617465642d62"]);
    expect(endpoint).to.include({
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${PLACE.region}.dynamodb`,
    });
    const allow = (resource: string, ...verbs: string[]) => ({
      Effect: "Allow",
      Principal: "*",
      Action: verbs.map((verb) => `dynamodb:${verb}`),
      Resource: [resource],
    });
    expect(JSON.parse(String(endpoint.policy)).Statement).to.have.deep.members([
      allow(`${EXPENSES}/index/byChange`, "Query"),
      allow(EXPENSES, "Scan", "BatchGetItem", "PutItem"),
      allow(LEDGERS, "BatchGetItem", "UpdateItem", "PutItem", "DeleteItem", "Query"),
      allow(`${LEDGERS}/index/byKind`, "Query"),
      allow(`${LEDGERS}/index/byDue`, "Query"),
    ]);
  });

  it("gives the master password to the database and the schema's invocation only", () => {
    const holders = graph.resources.filter(
      ({ inputs }) =>
        JSON.stringify(inputs).includes('random-backup\\"') || inputs.password === "random-backup",
    );
    expect(holders.map(({ type }) => type).sort()).to.deep.equal([
      "aws:lambda/invocation:Invocation",
      "aws:rds/instance:Instance",
    ]);
    expect(graph.dependencies("aws:lambda/invocation:Invocation", "backup-schema")).to.include.members([
      "aws:rds/instance:Instance backup",
      "aws:lambda/function:Function applySchema",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule backup-database",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule backup-database",
    ]);
  });

  it("keeps the inputs of failed executions by a task of its own partition", async () => {
    const partition = () => ({ id: "aws-us-gov", partition: "aws-us-gov", dnsSuffix: "amazonaws.com" });
    const services = [
      { scopes: [], resources: {}, functions: { "aws:index/getPartition:getPartition": partition } },
    ];
    const settings = { ...WEBSITE, monthlyBudget: "0" };
    const gov = await evaluateProgram(settings, { region: "us-gov-west-1", services });
    const definitions = gov
      .ofType("aws:sfn/stateMachine:StateMachine")
      .map(({ inputs }) => String(inputs.definition));
    const tasks = definitions.flatMap((text) => text.match(/arn:[\w-]*:states:::[\w:]+/g) ?? []);
    expect(new Set(tasks)).to.deep.equal(new Set(["arn:aws-us-gov:states:::sqs:sendMessage"]));
  });

  it("archives reports after 90 days, small ones too", () => {
    const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const { rules, transitionDefaultMinimumObjectSize } = graph.inputs(lifecycle, "reports-files");
    expect(transitionDefaultMinimumObjectSize).to.equal("varies_by_storage_class");
    expect(rules).to.deep.include({
      id: "archive",
      status: "Enabled",
      filter: {},
      transitions: [{ days: 90, storageClass: "GLACIER" }],
    });
    expect(without.inputs(lifecycle, "reports-files").rules).to.deep.include({
      id: "archive",
      status: "Enabled",
      filter: {},
      transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
    });
  });

  it("alarms on an overdue job and on missing data", () => {
    const hours = { reports: ["report", 768], backup: ["backup", 36], verify: ["verify", 192] };
    for (const [name, [job, threshold]] of Object.entries(hours)) {
      expect(graph.inputs("aws:cloudwatch/metricAlarm:MetricAlarm", `${name}-overdue`)).to.deep.include({
        namespace: "expenses/test",
        metricName: "HoursSinceLastSuccess",
        dimensions: { Job: job },
        threshold,
        treatMissingData: "breaching",
        alarmActions: [arn("sns", "topic/operations")],
      });
    }
  });

  it("declares nothing of the backup if it is off, and does not protect data if told so", () => {
    const types = ["aws:rds/", "aws:ec2/", "aws:vpc/", "awsx:ec2:", "random:"];
    const isOfBackup = ({ type, name }: { type: string; name: string }) =>
      types.some((prefix) => type.startsWith(prefix)) || /backup|verify|restoreFromRds/.test(name);
    const left = without.resources.filter(isOfBackup);
    expect(left.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
    // The CLI warns of an output that is undefined.
    expect(graph.outputs).to.include.keys("backupMachineArn", "restoreMachineArn");
    expect(without.outputs).to.not.have.any.keys("backupMachineArn", "restoreMachineArn");
  });

  it("takes a snapshot of the database that is deleted, with protectData off, too, unless told otherwise", async () => {
    const { finalSnapshotIdentifier } = graph.inputs(INSTANCE, "backup");
    const unprotected = await programGraph({ protectData: "false" });
    expect(unprotected.inputs(INSTANCE, "backup")).to.include({
      ...{ deletionProtection: false, skipFinalSnapshot: false, finalSnapshotIdentifier },
    });
    const none = (await programGraph(CUSTOM)).inputs(INSTANCE, "backup");
    expect(none.skipFinalSnapshot).to.equal(true);
    expect(none).to.not.have.property("finalSnapshotIdentifier");
  });

  it("starts a new database from a snapshot on request, and replaces none for it", async () => {
    const restored = await programGraph(CUSTOM);
    const inputs = restored.inputs(INSTANCE, "backup");
    expect(inputs.snapshotIdentifier).to.equal("expenses-dev-final-copy");
    // RDS refuses to shrink the storage of a snapshot that has grown.
    expect(inputs).to.not.have.property("allocatedStorage");
    for (const each of [graph, restored]) {
      const { ignoreChanges } = each.registrations.find(({ type }) => type === INSTANCE) ?? {};
      expect(ignoreChanges?.join()).to.equal("allocatedStorage,engineLifecycleSupport,snapshotIdentifier");
    }
  });

  it("takes class, retention and storage of the database from the settings", async () => {
    const small = await programGraph(CUSTOM);
    const inputs = small.inputs(INSTANCE, "backup");
    expect(inputs).to.include({ instanceClass: "db.t3.micro", backupRetentionPeriod: 1 });
    expect(inputs).to.not.have.property("maxAllocatedStorage");
    const page = "aws:s3/bucketObjectv2:BucketObjectv2";
    const daysOf = (of: Graph) =>
      JSON.parse(String(of.inputs(page, "site-config.json").content)).databaseBackupDays;
    expect([graph, small, without].map(daysOf)).to.deep.equal([7, 1, 0]);
  });

  it("deletes the functions' security group after their network interfaces, and before the subnets", () => {
    for (const name of ["backup-functions", "backup-database"]) {
      const group = graph.registrations.find(
        (one) => one.type === "aws:ec2/securityGroup:SecurityGroup" && one.name === name,
      );
      expect(group?.deleteTimeout, name).to.equal("50m");
    }
    const schema = graph.inputs("aws:lambda/invocation:Invocation", "backup-schema");
    expect(schema.lifecycleScope ?? "CREATE_ONLY").to.equal("CREATE_ONLY");
  });
});
