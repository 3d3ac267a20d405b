import { plus, set } from "../mutations";
import { at, list, type Rule } from "../rule";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const IDENTITY_POOL = "aws:cognito/identityPool:IdentityPool";

export const cognitoRules: readonly Rule[] = [
  {
    name: "cognito-password-policy",
    controls: ["AwsSolutions-COG1", "Cognito.3"],
    meaning: "Passwords have at least 12 characters of every kind. Temporary passwords expire within a week.",
    types: [POOL],
    check: ({ passwordPolicy }) => {
      const kinds = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"];
      const strong =
        Number(at(passwordPolicy, "minimumLength") ?? 0) >= 12 &&
        Number(at(passwordPolicy, "temporaryPasswordValidityDays") ?? 99) <= 7 &&
        kinds.every((kind) => at(passwordPolicy, kind) === true);
      return strong ? undefined : "accepts weak passwords";
    },
    breakIt: set(POOL, { passwordPolicy: { minimumLength: 8 } }),
  },
  {
    name: "cognito-mfa",
    controls: ["AwsSolutions-COG2", "Cognito.5"],
    meaning: "Users can protect their account with an authenticator app.",
    types: [POOL],
    check: (props) =>
      ["OPTIONAL", "ON"].includes(String(props.mfaConfiguration)) &&
      at(props, "softwareTokenMfaConfiguration.enabled") === true
        ? undefined
        : "has no second factor",
    breakIt: set(POOL, { mfaConfiguration: "OFF" }),
  },
  {
    name: "cognito-mfa-not-by-sms",
    controls: ["WA SEC02-BP01"],
    meaning: "Codes are not sent by SMS, which can be intercepted.",
    types: [POOL],
    check: ({ smsConfiguration }) => (smsConfiguration === undefined ? undefined : "sends codes by SMS"),
    breakIt: set(POOL, {
      smsConfiguration: { externalId: "x", snsCallerArn: "arn:aws:iam::123456789012:role/sms" },
    }),
  },
  {
    name: "cognito-no-unauthenticated",
    controls: ["AwsSolutions-COG7", "Cognito.2", "CKV_AWS_366"],
    meaning: "Identity pools give no AWS credentials to unauthenticated users.",
    types: [IDENTITY_POOL],
    check: ({ allowUnauthenticatedIdentities }) =>
      allowUnauthenticatedIdentities === true ? "gives credentials to unauthenticated users" : undefined,
    breakIt: plus(IDENTITY_POOL, { allowUnauthenticatedIdentities: true }),
  },
  {
    name: "cognito-deletion-protection",
    controls: ["Cognito.6"],
    meaning: "Deletion protection is on for user pools.",
    types: [POOL],
    check: ({ deletionProtection }) => (deletionProtection === "ACTIVE" ? undefined : "can be deleted"),
    breakIt: set(POOL, { deletionProtection: "INACTIVE" }),
  },
  {
    name: "cognito-threat-protection",
    controls: ["AwsSolutions-COG8", "Cognito.1"],
    meaning: "Threat protection blocks suspicious sign-ins.",
    types: [POOL],
    check: (props) =>
      props.userPoolTier === "PLUS" && at(props, "userPoolAddOns.advancedSecurityMode") === "ENFORCED"
        ? undefined
        : "has no threat protection",
    breakIt: set(POOL, { userPoolTier: "ESSENTIALS" }),
  },
  {
    name: "cognito-hides-users",
    controls: ["WA SEC02-BP01"],
    meaning: "A failed sign-in does not reveal whether the user exists.",
    types: [CLIENT],
    check: ({ preventUserExistenceErrors }) =>
      preventUserExistenceErrors === "ENABLED" ? undefined : "reveals which users exist",
    breakIt: set(CLIENT, { preventUserExistenceErrors: "LEGACY" }),
  },
  {
    name: "cognito-token-revocation",
    controls: ["WA SEC02-BP02"],
    meaning: "Tokens can be revoked on sign-out, and ID and access tokens are valid for at most ten minutes.",
    types: [CLIENT],
    check: (props) =>
      props.enableTokenRevocation === true &&
      minutesOf(props, "accessToken") <= 10 &&
      minutesOf(props, "idToken") <= 10
        ? undefined
        : "issues tokens that cannot be revoked or are valid for too long",
    breakIt: set(CLIENT, { enableTokenRevocation: false }),
  },
  {
    name: "cognito-refresh-token-rotation",
    controls: ["WA SEC02-BP02"],
    meaning: "A refresh token is replaced when it is used, and refused afterwards.",
    types: [CLIENT],
    check: ({ refreshTokenRotation }) =>
      at(refreshTokenRotation, "feature") === "ENABLED" ? undefined : "does not rotate refresh tokens",
    breakIt: set(CLIENT, { refreshTokenRotation: undefined }),
  },
  {
    name: "cognito-email-not-writable",
    controls: ["WA SEC02-BP02"],
    meaning: "An access token alone cannot change the email address, by which a password is reset.",
    types: [CLIENT],
    check: ({ writeAttributes }) => {
      const writable = list(writeAttributes);
      // Without a list, a client may write every standard attribute.
      if (writable.length === 0) return "lets tokens change every attribute";
      return writable.includes("email") ? "lets tokens change the email address" : undefined;
    },
    breakIt: set(CLIENT, { writeAttributes: [] }),
  },
  {
    name: "cognito-sign-in-flows",
    controls: ["WA SEC02-BP02"],
    meaning:
      "App clients of browsers have no secret and allow only the sign-in flows of the site; one of the API allows only the flow that takes AWS credentials.",
    types: [CLIENT],
    check: ({ explicitAuthFlows, generateSecret }) => {
      const flows = list(explicitAuthFlows).map(String);
      const allowed = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"];
      const isOfApi = flows.join() === "ALLOW_ADMIN_USER_PASSWORD_AUTH";
      const others = isOfApi ? [] : flows.filter((flow) => !allowed.includes(flow));
      if (generateSecret === true) return "has a secret that a browser cannot keep";
      return others.length === 0 ? undefined : `allows ${others.join(", ")}`;
    },
    breakIt: set(CLIENT, {
      explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"],
    }),
  },
];

const MINUTES: Record<string, number> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 24 * 60 };

function minutesOf(props: Record<string, unknown>, token: string): number {
  const unit = String(at(props, `tokenValidityUnits.${token}`) ?? "hours");
  return Number(props[`${token}Validity`] ?? 1) * (MINUTES[unit] ?? Number.POSITIVE_INFINITY);
}
