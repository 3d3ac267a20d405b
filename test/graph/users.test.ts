import { expect } from "chai";
import { CUSTOM, EVERYTHING } from "../helpers/configurations";
import { type Graph, programGraph } from "../helpers/graph";
import { reachedUrns } from "../helpers/urns";
import { arn } from "./functionRights";

const POOL = "aws:cognito/userPool:UserPool";

describe("the user directory of the graph", function () {
  this.timeout(300_000);
  let graph: Graph;
  before(async () => {
    graph = await programGraph();
  });

  it("has e-mail addresses for names and strong passwords, and lets nobody sign up past the API", () => {
    expect(graph.inputs(POOL, "users")).to.deep.equal({
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      schemas: [
        {
          name: "origin",
          attributeDataType: "String",
          mutable: false,
          stringAttributeConstraints: { minLength: "0", maxLength: "16" },
        },
      ],
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 7,
      },
      mfaConfiguration: "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      lambdaConfig: {
        customMessage: arn("lambda", "function/writeAccountMail"),
        postConfirmation: arn("lambda", "function/endSessionsAfterReset"),
      },
      deletionProtection: "ACTIVE",
      emailConfiguration: { emailSendingAccount: "COGNITO_DEFAULT" },
      userPoolTier: "ESSENTIALS",
    });
  });

  for (const name of ["endSessionsAfterReset", "writeAccountMail"]) {
    it(`lets its trigger ${name} be called by itself alone`, () => {
      expect(graph.inputs("aws:lambda/permission:Permission", `${name}-trigger`)).to.deep.equal({
        action: "lambda:InvokeFunction",
        function: name,
        principal: "cognito-idp.amazonaws.com",
        sourceArn: arn("cognito", "userPool/users"),
      });
    });

    it(`notifies the operators when its trigger ${name} fails`, () => {
      expect(graph.inputs("aws:cloudwatch/metricAlarm:MetricAlarm", `${name}-errors`)).to.include({
        namespace: "AWS/Lambda",
        metricName: "Errors",
        statistic: "Sum",
        threshold: 0,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
      });
      const { dimensions, alarmActions } = graph.inputs(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        `${name}-errors`,
      );
      expect({ dimensions, alarmActions }).to.deep.equal({
        dimensions: { FunctionName: name },
        alarmActions: [arn("sns", "topic/operations")],
      });
    });
  }

  for (const [name, flow, days] of [
    ["site", "ALLOW_USER_PASSWORD_AUTH", 30],
    ["recovery", "ALLOW_ADMIN_USER_PASSWORD_AUTH", 1],
  ]) {
    it(`gives the client ${name} short-lived, revocable tokens, no secret and no write access to the email address`, () => {
      expect(graph.inputs("aws:cognito/userPoolClient:UserPoolClient", `users-${name}`)).to.deep.equal({
        userPoolId: "users",
        generateSecret: false,
        explicitAuthFlows: [flow],
        refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 60 },
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        readAttributes: ["email", "email_verified"],
        writeAttributes: ["locale"],
        tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
        idTokenValidity: 10,
        accessTokenValidity: 10,
        refreshTokenValidity: days,
      });
    });
  }

  it("has the groups admin and member, without members by default", () => {
    const groups = graph.ofType("aws:cognito/userGroup:UserGroup").map(({ inputs }) => inputs.name);
    expect(groups).to.have.members(["admin", "member"]);
    expect(graph.ofType("aws:cognito/user:User")).to.deep.equal([]);
  });

  it("invites the first admins", async () => {
    const invited = await programGraph(CUSTOM);
    expect(invited.inputs("aws:cognito/user:User", "users-ada@example.com")).to.deep.equal({
      userPoolId: "users",
      username: "ada@example.com",
      attributes: { email: "ada@example.com", email_verified: "true" },
      desiredDeliveryMediums: ["EMAIL"],
    });
    expect(invited.inputs("aws:cognito/userInGroup:UserInGroup", "users-ada@example.com")).to.deep.equal({
      userPoolId: "users",
      groupName: "admin",
      username: "ada@example.com",
    });
  });

  it("deletes no user whose address is no longer configured, and takes the admin's rights only", async () => {
    const former = await programGraph(CUSTOM);
    const left = new Set(
      (await programGraph({ ...CUSTOM, adminEmails: "[]" })).registrations.map(({ urn }) => urn),
    );
    const dropped = former.registrations.filter(({ urn }) => !left.has(urn));
    expect(dropped.map(({ type, retainOnDelete }) => [type, retainOnDelete])).to.deep.equal([
      ["aws:cognito/user:User", true],
      ["aws:cognito/userInGroup:UserInGroup", false],
    ]);
  });

  it("leaves the address that an admin has now, and finds admins whose addresses are spelled differently", async () => {
    const former = "urn:pulumi:test::serverless-expense-tracker::expenses:index:UserDirectory$";
    const spelled = await programGraph({ ...CUSTOM, adminEmails: '["Ada@Example.com"]' });
    for (const [type, ignoreChanges] of [
      ["aws:cognito/user:User", ["attributes", "username"]],
      ["aws:cognito/userInGroup:UserInGroup", []],
    ] as const) {
      for (const spelling of ["Ada@Example.com", "ada@example.com"]) {
        const urn = `${former}${type}::users-${spelling}`;
        const found = [...reachedUrns(spelled.registrations, new Set([urn])).keys()];
        expect(found).to.deep.equal([`${former}${type}::users-ada@example.com`]);
      }
      const [admin] = spelled.registrations.filter((one) => one.type === type);
      expect(admin?.ignoreChanges).to.deep.equal(ignoreChanges);
    }
  });

  it("sends emails by an SES identity on request", async () => {
    const users = await programGraph(CUSTOM);
    expect(users.inputs("aws:cognito/userPool:UserPool", "users").emailConfiguration).to.deep.equal({
      emailSendingAccount: "DEVELOPER",
      sourceArn: CUSTOM.sesIdentity,
      fromEmailAddress: "no-reply@example.com",
    });
  });

  it("has the tier that threat protection needs on request", async () => {
    expect((await programGraph(EVERYTHING)).inputs(POOL, "users")).to.deep.include({
      userPoolTier: "PLUS",
      userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
    });
  });
});
