import { expect } from "chai";
import { CUSTOM } from "../helpers/configurations";
import { type Graph, programGraph } from "../helpers/graph";
import { arn } from "./functionRights";

const POOL = "aws:cognito/userPool:UserPool";

describe("the user directory of the graph", () => {
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

  it("sends emails by an SES identity on request", async () => {
    const users = await programGraph(CUSTOM);
    expect(users.inputs("aws:cognito/userPool:UserPool", "users").emailConfiguration).to.deep.equal({
      emailSendingAccount: "DEVELOPER",
      sourceArn: CUSTOM.sesIdentity,
      fromEmailAddress: "no-reply@example.com",
    });
  });
});
