import { ConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { refused } from "../../refused";
import { email, usePool } from "./fixture";

describe("local Cognito", () => {
  const pool = usePool();

  describe("triggers", () => {
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:trigger";
    const answering = (response: object) => (_name: string, event: unknown) => ({
      statusCode: 200,
      payload: JSON.stringify({ ...Object(event), response }),
    });

    it("refuse a sign-up, or confirm it", async () => {
      await pool().declare({ lambdaConfig: { preSignUp: arn } });
      pool().trigger = () => ({
        statusCode: 200,
        functionError: "Unhandled",
        payload: `{"errorMessage":"Not invited"}`,
      });
      await refused(
        pool().signUp(),
        "UserLambdaValidationException",
        "PreSignUp failed with error Not invited.",
      );
      pool().trigger = answering({ autoConfirmUser: true, autoVerifyEmail: true });
      expect((await pool().signUp()).UserConfirmed).to.equal(true);
      const sub = (await pool().claimsOf((await pool().signIn()).AuthenticationResult?.IdToken ?? "")).sub;
      expect(pool().cloud.invocations.at(-1)).to.deep.equal({
        name: arn,
        type: "RequestResponse",
        payload: {
          version: "1",
          region: "us-east-1",
          userPoolId: pool().id,
          userName: sub,
          callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: pool().clientId },
          triggerSource: "PreSignUp_SignUp",
          request: { userAttributes: { email }, validationData: null },
          response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
        },
      });
    });

    it("hear of a confirmation", async () => {
      await pool().declare({ lambdaConfig: { postConfirmation: arn } });
      pool().trigger = answering({});
      const { UserSub } = await pool().signUp();
      await pool().api.send(
        new ConfirmSignUpCommand({
          ClientId: pool().clientId,
          Username: email,
          ConfirmationCode: pool().lastCode(),
        }),
      );
      const [{ payload } = { payload: undefined }] = pool().cloud.invocations;
      expect(Object(payload).triggerSource).to.equal("PostConfirmation_ConfirmSignUp");
      expect(Object(payload).request.userAttributes).to.deep.equal({
        sub: UserSub,
        "cognito:user_status": "CONFIRMED",
        email,
        email_verified: "true",
      });
    });

    it("change the claims of ID tokens (V1)", async () => {
      await pool().declare({ lambdaConfig: { preTokenGeneration: arn } });
      pool().trigger = answering({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { plan: "free" },
          claimsToSuppress: ["email"],
          groupOverrideDetails: { groupsToOverride: ["guests"] },
        },
      });
      const { id, access } = await pool().signedIn();
      const claims = await pool().claimsOf(id);
      expect([claims.plan, claims.email, claims["cognito:groups"]]).to.deep.equal([
        "free",
        undefined,
        ["guests"],
      ]);
      expect((await pool().claimsOf(access)).plan).to.equal(undefined);
    });

    it("change the claims and scopes of access tokens (V2)", async () => {
      await pool().declare({
        lambdaConfig: { preTokenGenerationConfig: { lambdaArn: arn, lambdaVersion: "V2_0" } },
      });
      pool().trigger = answering({
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { plan: "free" }, scopesToAdd: ["books/read"] },
        },
      });
      const claims = await pool().claimsOf((await pool().signedIn()).access);
      expect([claims.plan, claims.scope]).to.deep.equal(["free", "aws.cognito.signin.user.admin books/read"]);
    });
  });
});
