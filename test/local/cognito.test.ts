import { stat } from "node:fs/promises";
import { join } from "node:path";
import { mock } from "node:test";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DeleteUserCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { Secret, TOTP } from "otpauth";
import { type Cognito, cognito } from "../../local/cognito";
import type { InvokeResult } from "../../local/service";
import { type Harness, start } from "./harness";

const email = "ann@example.org";
const password = "Correct-Horse-7";

const poolInputs = {
  usernameAttributes: ["email"],
  autoVerifiedAttributes: ["email"],
  usernameConfiguration: { caseSensitive: false },
  mfaConfiguration: "OPTIONAL",
  passwordPolicy: { minimumLength: 10, requireLowercase: true, requireNumbers: true, requireUppercase: true },
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
};
const clientInputs = {
  explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  preventUserExistenceErrors: "ENABLED",
  accessTokenValidity: 10,
  idTokenValidity: 20,
  tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
};

describe("local Cognito", () => {
  let cloud: Harness<Cognito>;
  let api: CognitoIdentityProviderClient;
  let dataDir: string;
  let poolId: string;
  let clientId: string;
  /** What the pool's triggers answer; a test sets it. */
  let trigger: (name: string, event: unknown) => InvokeResult;

  async function declare(pool: object = {}, client: object = {}) {
    poolId = (await cloud.make("aws:cognito/userPool:UserPool", "users", { ...poolInputs, ...pool })).id;
    const inputs = { ...clientInputs, ...client, userPoolId: poolId };
    clientId = (await cloud.make("aws:cognito/userPoolClient:UserPoolClient", "web", inputs)).id;
    api = new CognitoIdentityProviderClient({ ...cloud.client, maxAttempts: 1 });
  }

  beforeEach(async () => {
    trigger = () => ({ statusCode: 200, payload: "null" });
    cloud = await start(
      (context) => {
        dataDir = context.dataDir;
        return cognito(context);
      },
      { invoke: (name, event) => trigger(name, event) },
    );
    await declare();
  });
  afterEach(async () => {
    api.destroy();
    await cloud.close();
  });

  const lastCode = () => cloud.mails.flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? []).at(-1) ?? "no code";
  const signUp = (Username = email, Password = password) =>
    api.send(new SignUpCommand({ ClientId: clientId, Username, Password }));
  const signIn = (USERNAME = email, PASSWORD = password) =>
    api.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
  const refresh = (REFRESH_TOKEN: string) =>
    api.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN },
      }),
    );
  async function signedIn() {
    await cloud.service.createUser(poolId, email, password);
    const { AuthenticationResult: tokens } = await signIn();
    return {
      access: tokens?.AccessToken ?? "",
      id: tokens?.IdToken ?? "",
      refresh: tokens?.RefreshToken ?? "",
    };
  }
  const claimsOf = async (token: string) =>
    (await jwtVerify(token, createLocalJWKSet(cloud.service.jwks(poolId)))).payload;

  /** Asserts Cognito's name and sentence of an error. */
  async function refused(call: Promise<unknown>, name: string, message: string) {
    const error: unknown = await call.then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).to.be.an.instanceOf(Error);
    const { name: actual, message: text } = error as Error;
    expect({ name: actual, message: text }).to.deep.equal({ name, message });
  }

  describe("signing up", () => {
    it("mails a code, confirms with it, and lets the user sign in by any case of the address", async () => {
      const { $metadata: _, ...answer } = await signUp();
      expect(answer).to.deep.equal({
        UserConfirmed: false,
        UserSub: answer.UserSub,
        CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
      });
      await refused(signIn(), "UserNotConfirmedException", "User is not confirmed.");
      const code = lastCode();
      const mail = {
        to: email,
        subject: "Your verification code",
        text: `Your confirmation code is ${code}`,
      };
      expect(cloud.mails).to.deep.equal([mail]);
      await api.send(
        new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: code }),
      );
      const claims = await claimsOf((await signIn("ANN@example.ORG")).AuthenticationResult?.IdToken ?? "");
      expect([claims.sub, claims.email, claims.email_verified]).to.deep.equal([answer.UserSub, email, true]);
    });

    it("refuses an address that is taken, one that is none, and weak passwords", async () => {
      await signUp();
      const taken = "An account with the given email already exists.";
      await refused(signUp("Ann@Example.org"), "UsernameExistsException", taken);
      await refused(signUp("ann"), "InvalidParameterException", "Username should be an email.");
      const policy = "Password did not conform with policy: Password";
      for (const [weak, fault] of [
        ["Short1", "not long enough"],
        ["correct-horse-7", "must have uppercase characters"],
        ["CORRECT-HORSE-7", "must have lowercase characters"],
        ["Correct-Horse-Battery", "must have numeric characters"],
      ]) {
        await refused(signUp("bob@example.org", weak), "InvalidPasswordException", `${policy} ${fault}`);
      }
    });

    it("lets only one of two simultaneous sign-ups with the same address through", async () => {
      const results = await Promise.allSettled([signUp(), signUp()]);
      expect(results.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    });

    it("stops taking codes after five wrong ones, until a new one is asked for", async () => {
      await signUp();
      const code = lastCode();
      const wrong = code === "000000" ? "000001" : "000000";
      const confirm = (ConfirmationCode: string) =>
        api.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode }));
      const mismatch = "Invalid verification code provided, please try again.";
      for (let tries = 0; tries < 5; tries++)
        await refused(confirm(wrong), "CodeMismatchException", mismatch);
      const limit = "Attempt limit exceeded, please try after some time.";
      await refused(confirm(code), "LimitExceededException", limit);
      await api.send(new ResendConfirmationCodeCommand({ ClientId: clientId, Username: email }));
      await confirm(lastCode());
    });

    it("is closed when only the administrator may create users", async () => {
      await declare({ adminCreateUserConfig: { allowAdminCreateUserOnly: true } });
      await refused(signUp(), "NotAuthorizedException", "SignUp is not permitted for this user pool");
    });
  });

  describe("signing in", () => {
    it("issues tokens with the claims of Cognito, signed by the pool's public key", async () => {
      await cloud.make("aws:cognito/userGroup:UserGroup", "auditors", { userPoolId: poolId });
      await cloud.service.createUser(poolId, email, password, ["auditors"]);
      const { AuthenticationResult: result } = await signIn();
      expect([result?.TokenType, result?.ExpiresIn]).to.deep.equal(["Bearer", 600]);
      const id = await claimsOf(result?.IdToken ?? "");
      const { sub, iat = 0, auth_time, origin_jti, event_id } = id;
      const common = {
        sub,
        iss: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
        "cognito:groups": ["auditors"],
        auth_time,
        origin_jti,
        event_id,
        iat,
      };
      expect(id).to.deep.equal({
        ...common,
        email,
        email_verified: true,
        "cognito:username": sub,
        aud: clientId,
        token_use: "id",
        exp: iat + 1200,
        jti: id.jti,
      });
      const access = await claimsOf(result?.AccessToken ?? "");
      expect(access).to.deep.equal({
        ...common,
        event_id: access.event_id,
        client_id: clientId,
        scope: "aws.cognito.signin.user.admin",
        token_use: "access",
        username: sub,
        iat: access.iat,
        exp: (access.iat ?? 0) + 600,
        jti: access.jti,
      });
    });

    it("publishes the keys where verifiers look", async () => {
      const { id } = await signedIn();
      const answer = await fetch(`${cloud.url}/${poolId}/.well-known/jwks.json`);
      const keys = cloud.service.jwks(poolId);
      expect(await answer.json()).to.deep.equal(keys);
      expect(keys.keys.map((key) => Object.keys(key).sort())).to.deep.equal([
        ["alg", "e", "kid", "kty", "n", "use"],
      ]);
      expect(decodeProtectedHeader(id)).to.deep.equal({ alg: "RS256", kid: keys.keys[0]?.kid });
    });

    it("keeps the private key to this user", async () => {
      const { mode } = await stat(join(dataDir, "cognito", `${poolId}.key.json`));
      expect((mode & 0o777).toString(8)).to.equal("600");
    });

    it("does not say whether an account exists, unless the client is a legacy one", async () => {
      await cloud.service.createUser(poolId, email, password);
      const wrong = "Incorrect username or password.";
      await refused(signIn(email, "Wrong-Horse-77"), "NotAuthorizedException", wrong);
      await refused(signIn("nobody@example.org"), "NotAuthorizedException", wrong);
      await declare({}, { preventUserExistenceErrors: "LEGACY" });
      await refused(signIn("nobody@example.org"), "UserNotFoundException", "User does not exist.");
    });

    it("refuses further tries for a while after five wrong passwords", async () => {
      await cloud.service.createUser(poolId, email, password);
      for (let tries = 0; tries < 5; tries++) {
        await refused(
          signIn(email, "Wrong-Horse-77"),
          "NotAuthorizedException",
          "Incorrect username or password.",
        );
      }
      await refused(signIn(), "NotAuthorizedException", "Password attempts exceeded");
    });

    it("refuses flows that the client does not allow", async () => {
      await declare({}, { explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] });
      const message = "USER_PASSWORD_AUTH flow not enabled for this client";
      await refused(signIn(), "InvalidParameterException", message);
    });

    it("refreshes without a new refresh token, until the token is revoked", async () => {
      const tokens = await signedIn();
      const again = (await refresh(tokens.refresh)).AuthenticationResult;
      expect(again?.RefreshToken).to.equal(undefined);
      const [first, second] = [await claimsOf(tokens.access), await claimsOf(again?.AccessToken ?? "")];
      expect([second.auth_time, second.origin_jti]).to.deep.equal([first.auth_time, first.origin_jti]);
      await api.send(new RevokeTokenCommand({ ClientId: clientId, Token: tokens.refresh }));
      await refused(refresh(tokens.refresh), "NotAuthorizedException", "Refresh Token has been revoked");
      const call = api.send(new GetUserCommand({ AccessToken: tokens.access }));
      await refused(call, "NotAuthorizedException", "Access Token has been revoked");
    });

    it("asks for the code of an authenticator app once that is set up", async () => {
      const { access } = await signedIn();
      const { SecretCode = "" } = await api.send(new AssociateSoftwareTokenCommand({ AccessToken: access }));
      const totp = new TOTP({ secret: Secret.fromBase32(SecretCode) });
      await api.send(new VerifySoftwareTokenCommand({ AccessToken: access, UserCode: totp.generate() }));
      const preference = { Enabled: true, PreferredMfa: true };
      await api.send(
        new SetUserMFAPreferenceCommand({ AccessToken: access, SoftwareTokenMfaSettings: preference }),
      );
      const challenge = await signIn();
      expect(challenge.ChallengeName).to.equal("SOFTWARE_TOKEN_MFA");
      const respond = (SOFTWARE_TOKEN_MFA_CODE: string) =>
        api.send(
          new RespondToAuthChallengeCommand({
            ClientId: clientId,
            ChallengeName: "SOFTWARE_TOKEN_MFA",
            Session: challenge.Session,
            ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE },
          }),
        );
      await refused(respond("12345x"), "CodeMismatchException", "Invalid code received for user");
      const { AuthenticationResult } = await respond(totp.generate());
      expect((await claimsOf(AuthenticationResult?.IdToken ?? "")).email).to.equal(email);
    });
  });

  describe("a user whom the administrator makes", () => {
    it("is mailed a temporary password and must choose an own one", async () => {
      const inputs = { userPoolId: poolId, username: email, attributes: { email, email_verified: "true" } };
      const made = await cloud.make("aws:cognito/user:User", "ann", inputs);
      expect(made.state.status).to.equal("FORCE_CHANGE_PASSWORD");
      await cloud.make("aws:cognito/user:User", "ann", inputs);
      expect(cloud.mails.map(({ to, subject }) => [to, subject])).to.deep.equal([
        [email, "Your temporary password"],
      ]);
      const temporary = /password is (.*)\.$/.exec(cloud.mails[0]?.text ?? "")?.[1];
      const challenge = await signIn(email, temporary);
      expect(challenge.ChallengeName).to.equal("NEW_PASSWORD_REQUIRED");
      expect(challenge.ChallengeParameters).to.deep.equal({
        USER_ID_FOR_SRP: made.state.sub,
        requiredAttributes: "[]",
        userAttributes: JSON.stringify({ email, email_verified: "true" }),
      });
      const respond = (NEW_PASSWORD: string) =>
        api.send(
          new RespondToAuthChallengeCommand({
            ClientId: clientId,
            ChallengeName: "NEW_PASSWORD_REQUIRED",
            Session: challenge.Session,
            ChallengeResponses: { USERNAME: email, NEW_PASSWORD },
          }),
        );
      const weak = "Password did not conform with policy: Password not long enough";
      await refused(respond("weak"), "InvalidPasswordException", weak);
      expect((await respond(password)).AuthenticationResult?.TokenType).to.equal("Bearer");
      await refused(respond(password), "NotAuthorizedException", "Invalid session for the user.");
      expect((await signIn()).ChallengeName).to.equal(undefined);
    });

    it("is found by list and filter, in groups, and cannot sign in while disabled", async () => {
      await cloud.make("aws:cognito/userGroup:UserGroup", "auditors", {
        userPoolId: poolId,
        description: "Read all",
      });
      const user = { UserPoolId: poolId, Username: email };
      await api.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
      expect(cloud.mails).to.deep.equal([]);
      const exists = api.send(new AdminCreateUserCommand(user));
      await refused(exists, "UsernameExistsException", "User account already exists");
      await api.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
      await api.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "auditors" }));
      const { Groups } = await api.send(new AdminListGroupsForUserCommand(user));
      expect(Groups?.map(({ GroupName, Description }) => [GroupName, Description])).to.deep.equal([
        ["auditors", "Read all"],
      ]);
      const list = new ListUsersCommand({ UserPoolId: poolId, Filter: `email ^= "ann@"` });
      const inGroup = new ListUsersInGroupCommand({ UserPoolId: poolId, GroupName: "auditors" });
      const { Users: found } = await api.send(list);
      expect(found?.map(({ UserStatus, Enabled }) => [UserStatus, Enabled])).to.deep.equal([
        ["CONFIRMED", true],
      ]);
      expect((await api.send(inGroup)).Users).to.deep.equal(found);
      await api.send(new AdminDisableUserCommand(user));
      await refused(signIn(), "NotAuthorizedException", "User is disabled.");
      expect((await api.send(new AdminGetUserCommand(user))).Enabled).to.equal(false);
    });

    it("belongs to a pool that the API describes as the program declares it", async () => {
      const { UserPool } = await api.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
      expect([
        UserPool?.Name,
        UserPool?.MfaConfiguration,
        UserPool?.Policies?.PasswordPolicy?.MinimumLength,
      ]).to.deep.equal(["users", "OPTIONAL", 10]);
      const { UserPools } = await api.send(new ListUserPoolsCommand({ MaxResults: 10 }));
      expect(UserPools).to.deep.equal([{ Id: poolId, Name: "users" }]);
    });

    it("cannot be made without a signature", async () => {
      const answer = await fetch(cloud.url, {
        method: "POST",
        headers: { "X-Amz-Target": "AWSCognitoIdentityProviderService.ListUsers" },
        body: JSON.stringify({ UserPoolId: poolId }),
      });
      expect([answer.status, await answer.json()]).to.deep.equal([
        400,
        { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
      ]);
    });
  });

  describe("a forgotten password", () => {
    const forgot = (Username = email) =>
      api.send(new ForgotPasswordCommand({ ClientId: clientId, Username }));
    const confirm = (ConfirmationCode: string, Password: string, Username = email) =>
      api.send(
        new ConfirmForgotPasswordCommand({ ClientId: clientId, Username, ConfirmationCode, Password }),
      );

    it("is replaced with a mailed code, once", async () => {
      await cloud.service.createUser(poolId, email, password);
      await forgot();
      expect(cloud.mails.map(({ text }) => text)).to.deep.equal([
        `Your password reset code is ${lastCode()}`,
      ]);
      const weak = "Password did not conform with policy: Password not long enough";
      await refused(confirm(lastCode(), "weak"), "InvalidPasswordException", weak);
      await confirm(lastCode(), "Another-Horse-8");
      await signIn(email, "Another-Horse-8");
      await refused(signIn(), "NotAuthorizedException", "Incorrect username or password.");
      const used = "Invalid code provided, please request a code again.";
      await refused(confirm(lastCode(), password), "ExpiredCodeException", used);
    });

    it("tells nobody who has an account", async () => {
      const known = await cloud.service.createUser(poolId, email, password).then(() => forgot());
      const unknown = await forgot("anybody@example.net");
      expect(unknown.CodeDeliveryDetails).to.deep.equal(known.CodeDeliveryDetails);
      expect(cloud.mails.map(({ to }) => to)).to.deep.equal([email]);
      const mismatch = "Invalid verification code provided, please try again.";
      await refused(confirm("123456", password, "anybody@example.net"), "CodeMismatchException", mismatch);
    });
  });

  describe("one's own account", () => {
    it("changes its password, and signs out everywhere", async () => {
      const { access, refresh: token } = await signedIn();
      const change = (PreviousPassword: string) =>
        api.send(
          new ChangePasswordCommand({
            AccessToken: access,
            PreviousPassword,
            ProposedPassword: "Another-Horse-8",
          }),
        );
      await refused(change("Wrong-Horse-77"), "NotAuthorizedException", "Incorrect username or password.");
      await change(password);
      await signIn(email, "Another-Horse-8");
      await api.send(new GlobalSignOutCommand({ AccessToken: access }));
      await refused(refresh(token), "NotAuthorizedException", "Refresh Token has been revoked");
    });

    it("keeps the old address until the new one is verified", async () => {
      const { access } = await signedIn();
      const UserAttributes = [{ Name: "email", Value: "new@example.org" }];
      const { CodeDeliveryDetailsList } = await api.send(
        new UpdateUserAttributesCommand({ AccessToken: access, UserAttributes }),
      );
      expect(CodeDeliveryDetailsList?.map(({ Destination }) => Destination)).to.deep.equal(["n***@e***"]);
      const address = async () => {
        const user = await api.send(new GetUserCommand({ AccessToken: access }));
        return user.UserAttributes?.find(({ Name }) => Name === "email")?.Value;
      };
      expect(await address()).to.equal(email);
      expect(cloud.mails.at(-1)?.to).to.equal("new@example.org");
      await api.send(
        new VerifyUserAttributeCommand({ AccessToken: access, AttributeName: "email", Code: lastCode() }),
      );
      expect(await address()).to.equal("new@example.org");
      await signIn("new@example.org");
    });

    it("can be deleted, and its address used again", async () => {
      const { access } = await signedIn();
      await api.send(new DeleteUserCommand({ AccessToken: access }));
      await refused(signIn(), "NotAuthorizedException", "Incorrect username or password.");
      await signUp();
    });
  });

  describe("triggers", () => {
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:trigger";
    const answering = (response: object) => (_name: string, event: unknown) => ({
      statusCode: 200,
      payload: JSON.stringify({ ...Object(event), response }),
    });

    it("refuse a sign-up, or confirm it", async () => {
      await declare({ lambdaConfig: { preSignUp: arn } });
      trigger = () => ({
        statusCode: 200,
        functionError: "Unhandled",
        payload: `{"errorMessage":"Not invited"}`,
      });
      await refused(signUp(), "UserLambdaValidationException", "PreSignUp failed with error Not invited.");
      trigger = answering({ autoConfirmUser: true, autoVerifyEmail: true });
      expect((await signUp()).UserConfirmed).to.equal(true);
      const sub = (await claimsOf((await signIn()).AuthenticationResult?.IdToken ?? "")).sub;
      expect(cloud.invocations.at(-1)).to.deep.equal({
        name: arn,
        type: "RequestResponse",
        payload: {
          version: "1",
          region: "us-east-1",
          userPoolId: poolId,
          userName: sub,
          callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId },
          triggerSource: "PreSignUp_SignUp",
          request: { userAttributes: { email }, validationData: null },
          response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
        },
      });
    });

    it("hear of a confirmation", async () => {
      await declare({ lambdaConfig: { postConfirmation: arn } });
      trigger = answering({});
      const { UserSub } = await signUp();
      await api.send(
        new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: lastCode() }),
      );
      const [{ payload } = { payload: undefined }] = cloud.invocations;
      expect(Object(payload).triggerSource).to.equal("PostConfirmation_ConfirmSignUp");
      expect(Object(payload).request.userAttributes).to.deep.equal({
        sub: UserSub,
        "cognito:user_status": "CONFIRMED",
        email,
        email_verified: "true",
      });
    });

    it("change the claims of ID tokens (V1)", async () => {
      await declare({ lambdaConfig: { preTokenGeneration: arn } });
      trigger = answering({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { plan: "free" },
          claimsToSuppress: ["email"],
          groupOverrideDetails: { groupsToOverride: ["guests"] },
        },
      });
      const { id, access } = await signedIn();
      const claims = await claimsOf(id);
      expect([claims.plan, claims.email, claims["cognito:groups"]]).to.deep.equal([
        "free",
        undefined,
        ["guests"],
      ]);
      expect((await claimsOf(access)).plan).to.equal(undefined);
    });

    it("change the claims and scopes of access tokens (V2)", async () => {
      await declare({
        lambdaConfig: { preTokenGenerationConfig: { lambdaArn: arn, lambdaVersion: "V2_0" } },
      });
      trigger = answering({
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { plan: "free" }, scopesToAdd: ["books/read"] },
        },
      });
      const claims = await claimsOf((await signedIn()).access);
      expect([claims.plan, claims.scope]).to.deep.equal(["free", "aws.cognito.signin.user.admin books/read"]);
    });
  });

  it("lets codes, temporary passwords and tokens expire", async () => {
    const { access, refresh: token } = await signedIn();
    await api.send(new ForgotPasswordCommand({ ClientId: clientId, Username: email }));
    const invited = { userPoolId: poolId, username: "bob@example.org", temporaryPassword: password };
    await cloud.make("aws:cognito/user:User", "bob", invited);
    const later = async (seconds: number, check: () => Promise<void>) => {
      mock.timers.enable({ apis: ["Date"], now: Date.now() + seconds * 1000 });
      await check().finally(() => mock.timers.reset());
    };
    await later(601, () =>
      refused(
        api.send(new GetUserCommand({ AccessToken: access })),
        "NotAuthorizedException",
        "Access Token has expired",
      ),
    );
    await later(3_601, () =>
      refused(
        api.send(
          new ConfirmForgotPasswordCommand({
            ClientId: clientId,
            Username: email,
            ConfirmationCode: lastCode(),
            Password: password,
          }),
        ),
        "ExpiredCodeException",
        "Invalid code provided, please request a code again.",
      ),
    );
    const expired = "Temporary password has expired and must be reset by an administrator.";
    await later(7 * 86_400 + 1, () => refused(signIn("bob@example.org"), "NotAuthorizedException", expired));
    await later(30 * 86_400 + 1, () =>
      refused(refresh(token), "NotAuthorizedException", "Refresh Token has expired"),
    );
  });

  it("keeps ids, people, keys and sessions over a restart", async () => {
    const before = { poolId, clientId, tokens: await signedIn() };
    cloud = await cloud.restart();
    await declare();
    expect([poolId, clientId]).to.deep.equal([before.poolId, before.clientId]);
    expect((await claimsOf(before.tokens.id)).email).to.equal(email);
    expect((await refresh(before.tokens.refresh)).AuthenticationResult?.TokenType).to.equal("Bearer");
  });

  it("names the setting that it cannot honour", async () => {
    const secret = cloud.make("aws:cognito/userPoolClient:UserPoolClient", "web", {
      ...clientInputs,
      userPoolId: poolId,
      generateSecret: true,
    });
    await refused(
      secret,
      "LocalCloudError",
      [
        "the local cloud does not take these inputs:",
        "✖ A client secret is not supported by the local cloud: a browser cannot keep one.",
        "  → at generateSecret",
      ].join("\n"),
    );
  });
});
