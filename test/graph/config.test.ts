import { expect } from "chai";
import { evaluateProgram, programGraph } from "../helpers/graph";

const WRONG: [setting: string, value: string, message: string][] = [
  ["currency", "DOLLAR", "Configuration `currency` must be an ISO 4217 code"],
  ["timezone", "Mars/Olympus", "Configuration `timezone` must be an IANA time zone"],
  [
    "alertThreshold",
    "ten",
    "Configuration `alertThreshold` of USD: The amount must be a plain decimal number",
  ],
  ["alertThreshold", "1.005", "An amount in USD has at most 2 decimals"],
  ["alertEmails", '["nobody"]', "Configuration `alertEmails` (at 0) must be an e-mail address"],
  ["siteAccess", "ftp", "Configuration `siteAccess`"],
  ["protectData", "perhaps", "Configuration `protectData`"],
  ["quotas", '{"exports": {"perUser": 0}}', "Configuration `quotas` (at exports.perUser)"],
  ["quotas", '{"signUps": {"perUser": 5}}', "Configuration `quotas` (at signUps)"],
  ["quotas", '{"mails": {}}', "Configuration `quotas`"],
  ["requestsPerSecond", "0", "Configuration `requestsPerSecond`"],
];

describe("the configuration of the program", () => {
  for (const [setting, value, message] of WRONG) {
    it(`refuses ${setting}: ${value}, by name`, async () => {
      const error = await evaluateProgram({ [setting]: value }).then(
        () => expect.fail("the program accepted it"),
        (reason: Error) => reason,
      );
      expect(error.message).to.include(message);
    });
  }

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
