import { expect } from "chai";
import { constructVpc } from "../helpers/awsxVpc";
import recorded from "../helpers/recordedVpc.json";
import { urnOf } from "../helpers/urns";

/** Values that AWS or the region chooses. */
const CHOSEN = ["vpcId", "subnetId", "routeTableId", "availabilityZone", "cidrBlock"];

interface Recorded {
  urn: string;
  type: string;
  inputs: object;
}

/** Registered resources by URN, without chosen values. */
function comparable(resources: readonly Recorded[]) {
  return resources
    .map(({ urn, type, inputs }) => ({
      urn,
      type,
      inputs: Object.fromEntries(Object.entries(inputs).filter(([key]) => !CHOSEN.includes(key))),
    }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

describe("The tests' awsx provider", () => {
  it("registers for the backup's VPC what awsx registers", () => {
    const network = "expenses:index:BackupPipeline$expenses:index:BackupNetwork$awsx:ec2:Vpc";
    const component = {
      urn: urnOf("dev", "serverless-expense-tracker", network, "backup"),
      name: "backup",
      inputs: { cidrBlock: "10.0.0.0/24", enableDnsHostnames: true },
    };
    const state = { vpcId: "vpc-1", isolatedSubnetIds: ["a", "b"], routeTables: [{ id: "c" }, { id: "d" }] };
    const { children } = constructVpc(component, state, false);
    expect(comparable(children)).to.deep.equal(comparable(recorded.resources));
  });
});
