import { plus, set } from "../mutations";
import { at, list, type Rule } from "../rule";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const IDENTITY_POOL = "aws:cognito/identityPool:IdentityPool";

export const cognitoRules: readonly Rule[] = [
  {
    name: "cognito-password-policy",
    controls: ["AwsSolutions-COG1", "Cognito.3"],
    meaning: "Passwords have twelve characters at least, of all kinds; temporary ones end within a week.",
    types: [POOL],
    check: ({ passwordPolicy }) => {
      const kinds = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"];
      const strong =
        Number(at(passwordPolicy, "minimumLength") ?? 0) >= 12 &&
        Number(at(passwordPolicy, "temporaryPasswordValidityDays") ?? 99) <= 7 &&
        kinds.every((kind) => at(passwordPolicy, kind) === true);
      return strong ? undefined : "takes weak passwords";
    },
    breakIt: set(POOL, { passwordPolicy: { minimumLength: 8 } }),
  },
  {
    name: "cognito-mfa",
    controls: ["AwsSolutions-COG2", "Cognito.5"],
    meaning: "Everybody may protect their account with an authenticator app.",
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
    meaning: "No code is sent by SMS, which others can have sent to themselves.",
    types: [POOL],
    check: ({ smsConfiguration }) => (smsConfiguration === undefined ? undefined : "sends codes by SMS"),
    breakIt: set(POOL, {
      smsConfiguration: { externalId: "x", snsCallerArn: "arn:aws:iam::123456789012:role/sms" },
    }),
  },
  {
    name: "cognito-no-unauthenticated",
    controls: ["AwsSolutions-COG7", "Cognito.2", "CKV_AWS_366"],
    meaning: "Nobody gets AWS credentials without signing in.",
    types: [IDENTITY_POOL],
    check: ({ allowUnauthenticatedIdentities }) =>
      allowUnauthenticatedIdentities === true ? "gives credentials to anybody" : undefined,
    breakIt: plus(IDENTITY_POOL, { allowUnauthenticatedIdentities: true }),
  },
  {
    name: "cognito-deletion-protection",
    controls: ["Cognito.6"],
    meaning: "The user pool refuses to be deleted.",
    types: [POOL],
    check: ({ deletionProtection }) => (deletionProtection === "ACTIVE" ? undefined : "can be deleted"),
    breakIt: set(POOL, { deletionProtection: "INACTIVE" }),
  },
  {
    name: "cognito-threat-protection",
    controls: ["AwsSolutions-COG8", "Cognito.1"],
    meaning: "Sign-ins that look like an attack are refused.",
    types: [POOL],
    check: (props) =>
      props.userPoolTier === "PLUS" && at(props, "userPoolAddOns.advancedSecurityMode") === "ENFORCED"
        ? undefined
        : "does not judge sign-ins",
    breakIt: set(POOL, { userPoolTier: "ESSENTIALS" }),
  },
  {
    name: "cognito-hides-users",
    controls: ["WA SEC02-BP01"],
    meaning: "A failed sign-in does not tell whether there is such a user.",
    types: [CLIENT],
    check: ({ preventUserExistenceErrors }) =>
      preventUserExistenceErrors === "ENABLED" ? undefined : "tells which users there are",
    breakIt: set(CLIENT, { preventUserExistenceErrors: "LEGACY" }),
  },
  {
    name: "cognito-token-revocation",
    controls: ["WA SEC02-BP02"],
    meaning: "Signing out ends a session: tokens can be revoked, and last an hour at most.",
    types: [CLIENT],
    check: (props) =>
      props.enableTokenRevocation === true &&
      minutesOf(props, "accessToken") <= 60 &&
      minutesOf(props, "idToken") <= 60
        ? undefined
        : "gives tokens that cannot be taken back, or last long",
    breakIt: set(CLIENT, { enableTokenRevocation: false }),
  },
  {
    name: "cognito-sign-in-flows",
    controls: ["WA SEC02-BP02"],
    meaning: "The browser's client keeps no secret, and has only the flows that the site uses.",
    types: [CLIENT],
    check: ({ explicitAuthFlows, generateSecret }) => {
      const allowed = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
      const others = list(explicitAuthFlows).filter((flow) => !allowed.includes(String(flow)));
      if (generateSecret === true) return "has a secret that a browser cannot keep";
      return others.length === 0 ? undefined : `allows ${others.join(", ")}`;
    },
    breakIt: set(CLIENT, { explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] }),
  },
];

const MINUTES: Record<string, number> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 24 * 60 };

function minutesOf(props: Record<string, unknown>, token: string): number {
  const unit = String(at(props, `tokenValidityUnits.${token}`) ?? "hours");
  return Number(props[`${token}Validity`] ?? 1) * (MINUTES[unit] ?? Number.POSITIVE_INFINITY);
}
