import { expect } from "chai";
import { type Graph, programGraph } from "../helpers/graph";
import { arn } from "./functionRights";

const POOL = "aws:cognito/userPool:UserPool";

describe("the user directory of the graph", () => {
  let graph: Graph;
  before(async () => {
    graph = await programGraph();
  });

  it("signs up by e-mail with strong passwords", () => {
    expect(graph.inputs(POOL, "users")).to.deep.equal({
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: false },
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
      verificationMessageTemplate: {
        defaultEmailOption: "CONFIRM_WITH_CODE",
        emailSubject: "Your expense tracker code",
        emailMessage: "Your code is {####}.",
      },
      lambdaConfig: { postConfirmation: arn("lambda", "function/endSessionsAfterReset") },
      deletionProtection: "ACTIVE",
    });
  });

  it("lets its trigger be called by itself alone", () => {
    expect(graph.inputs("aws:lambda/permission:Permission", "endSessionsAfterReset-trigger")).to.deep.equal({
      action: "lambda:InvokeFunction",
      function: "endSessionsAfterReset",
      principal: "cognito-idp.amazonaws.com",
      sourceArn: arn("cognito", "userPool/users"),
    });
  });

  it("gives the site short-lived, revocable tokens, no secret and no write access to the email address", () => {
    expect(graph.inputs("aws:cognito/userPoolClient:UserPoolClient", "users-site")).to.deep.equal({
      userPoolId: "users",
      generateSecret: false,
      explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 60 },
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      readAttributes: ["email", "email_verified"],
      writeAttributes: ["locale"],
      tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
      idTokenValidity: 10,
      accessTokenValidity: 10,
      refreshTokenValidity: 30,
    });
  });

  it("has the groups admin and member, without members by default", () => {
    const groups = graph.ofType("aws:cognito/userGroup:UserGroup").map(({ inputs }) => inputs.name);
    expect(groups).to.have.members(["admin", "member"]);
    expect(graph.ofType("aws:cognito/user:User")).to.deep.equal([]);
  });

  it("invites the first admins and closes sign-up as the settings say", async () => {
    const invited = await programGraph({ adminEmails: '["ada@example.com"]', signUp: "invite" });
    expect(invited.inputs(POOL, "users").adminCreateUserConfig).to.deep.equal({
      allowAdminCreateUserOnly: true,
    });
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
});
