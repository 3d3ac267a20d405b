import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { evaluateProgram, programGraph } from "../helpers/graph";

describe("the configuration of the program", function () {
  this.timeout(120_000);

  it("is refused before anything is declared, in a sentence alone", async () => {
    const error = await evaluateProgram({ signup: "invite" }).then(
      () => expect.fail("the program accepted it"),
      (reason: unknown) => reason,
    );
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    expect(String(error)).to.include("Did you mean `signUp`?");
  });

  it("warns of alarms that nobody gets", async () => {
    expect((await programGraph()).warnings).to.match(/^Nobody is notified of alarms[^\n]+$/);
  });

  it("gives the outputs that the README names", async () => {
    const { outputs } = await programGraph();
    expect(outputs).to.include.keys(
      "siteUrl",
      "apiUrl",
      "userPoolId",
      "userPoolClientId",
      "expensesTableName",
      "alertTopicArn",
      "functionNames",
      "dashboardUrl",
      "readme",
    );
    expect(outputs.functionNames?.value).to.include({ logExpense: "logExpense", sweepAlerts: "sweepAlerts" });
    expect(outputs.apiUrl?.value).to.equal("https://expenses.api.test/prod");
  });
});
