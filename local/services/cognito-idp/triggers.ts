import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import type { Pool, StoredUser } from "./model";
import type { Client } from "./poolSettings";

/** Why tokens are made, as a pre-token-generation trigger is told. */
export type TokenOccasion =
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_RefreshTokens";

export type ClientMetadata = Record<string, string> | undefined;

interface TriggerCall {
  /** The trigger's name in Cognito's error messages, for example `PreSignUp`. */
  name: string;
  source: string;
  version?: "1" | "2";
  clientId: string;
  request: object;
  response: object;
}

/** Calls a pool's Lambda trigger with Cognito's event and answers the `response` part of what it returns. */
async function callTrigger(
  pool: Pool,
  functionArn: string,
  user: StoredUser,
  call: TriggerCall,
): Promise<unknown> {
  const event = {
    version: call.version ?? "1",
    region: pool.context.region,
    userPoolId: pool.id,
    userName: user.username,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: call.clientId },
    triggerSource: call.source,
    request: call.request,
    response: call.response,
  };
  const result = await pool.context.invoke(functionArn, event);
  if (result.functionError) {
    const failure = z.object({ errorMessage: z.string() }).safeParse(parseJson(result.payload));
    const message = failure.success ? failure.data.errorMessage : result.payload;
    throw new AwsError("UserLambdaValidationException", `${call.name} failed with error ${message}.`);
  }
  const answer = z.object({ response: z.unknown() }).safeParse(parseJson(result.payload));
  if (!answer.success) throw new AwsError("InvalidLambdaResponseException", "Unrecognizable lambda output");
  return answer.data.response;
}

/** Asks the pre-sign-up trigger, which may refuse by throwing; without one, nothing is confirmed by itself. */
export async function preSignUp(
  pool: Pool,
  clientId: string,
  user: StoredUser,
  source: "PreSignUp_SignUp" | "PreSignUp_AdminCreateUser",
  metadata: ClientMetadata,
) {
  const none = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
  const arn = pool.settings.lambdaConfig?.preSignUp;
  if (!arn) return none;
  const response = await callTrigger(pool, arn, user, {
    name: "PreSignUp",
    source,
    clientId,
    request: { userAttributes: user.attributes, validationData: null, clientMetadata: metadata },
    response: none,
  });
  return z
    .object({ autoConfirmUser: z.boolean().default(false), autoVerifyEmail: z.boolean().default(false) })
    .catch(() => {
      throw new AwsError("InvalidLambdaResponseException", "Unrecognizable lambda output");
    })
    .parse(response);
}

/** Tells the post-confirmation trigger. */
export async function postConfirmation(
  pool: Pool,
  clientId: string,
  user: StoredUser,
  source: "PostConfirmation_ConfirmSignUp" | "PostConfirmation_ConfirmForgotPassword",
  metadata: ClientMetadata,
): Promise<void> {
  const arn = pool.settings.lambdaConfig?.postConfirmation;
  if (!arn) return;
  const request = { userAttributes: eventAttributes(user), clientMetadata: metadata };
  await callTrigger(pool, arn, user, { name: "PostConfirmation", source, clientId, request, response: {} });
}

/** Tells a trigger around a sign-in; the one before it may refuse by throwing. */
export async function aroundAuthentication(
  pool: Pool,
  clientId: string,
  user: StoredUser,
  when: "Pre" | "Post",
) {
  const { preAuthentication, postAuthentication } = pool.settings.lambdaConfig ?? {};
  const arn = when === "Pre" ? preAuthentication : postAuthentication;
  if (!arn) return;
  const name = `${when}Authentication`;
  const request = { userAttributes: eventAttributes(user), ...(when === "Post" && { newDeviceUsed: false }) };
  await callTrigger(pool, arn, user, {
    name,
    source: `${name}_Authentication`,
    clientId,
    request,
    response: {},
  });
}

const claims = z.record(z.string(), z.unknown()).nullish();
const names = z.array(z.string()).nullish();
const groupOverride = z.object({ groupsToOverride: names }).nullish();
const overridesV1 = z.object({
  claimsOverrideDetails: z
    .object({ claimsToAddOrOverride: claims, claimsToSuppress: names, groupOverrideDetails: groupOverride })
    .nullish(),
});
const tokenGeneration = z.object({ claimsToAddOrOverride: claims, claimsToSuppress: names });
const overridesV2 = z.object({
  claimsAndScopeOverrideDetails: z
    .object({
      idTokenGeneration: tokenGeneration.nullish(),
      accessTokenGeneration: tokenGeneration
        .extend({ scopesToAdd: names, scopesToSuppress: names })
        .nullish(),
      groupOverrideDetails: groupOverride,
    })
    .nullish(),
});

/** The claims of both tokens that say who the user is, after the pre-token-generation trigger had its say. */
export async function tokenClaims(pool: Pool, client: Client, user: StoredUser, occasion: TokenOccasion) {
  const overrides = await askForOverrides(pool, client, user, occasion);
  const groups = overrides.groups ?? user.groups;
  const groupClaim = groups.length ? { "cognito:groups": groups } : {};
  const scopes = new Set(["aws.cognito.signin.user.admin", ...(overrides.access?.scopesToAdd ?? [])]);
  for (const scope of overrides.access?.scopesToSuppress ?? []) scopes.delete(scope);
  return {
    id: override(
      { ...tokenAttributes(user), ...groupClaim, "cognito:username": user.username },
      overrides.id,
    ),
    access: override(
      { ...groupClaim, scope: [...scopes].join(" "), username: user.username },
      overrides.access,
    ),
  };
}

async function askForOverrides(pool: Pool, client: Client, user: StoredUser, occasion: TokenOccasion) {
  const { preTokenGenerationConfig: config, preTokenGeneration } = pool.settings.lambdaConfig ?? {};
  const arn = config?.lambdaArn ?? preTokenGeneration;
  if (!arn) return {};
  const second = config !== undefined && config.lambdaVersion !== "V1_0";
  const groupConfiguration = { groupsToOverride: user.groups, iamRolesToOverride: [], preferredRole: null };
  const response = await callTrigger(pool, arn, user, {
    name: "PreTokenGeneration",
    source: occasion,
    version: second ? "2" : "1",
    clientId: client.id,
    request: {
      userAttributes: eventAttributes(user),
      groupConfiguration,
      ...(second && { scopes: ["aws.cognito.signin.user.admin"] }),
    },
    response: second ? { claimsAndScopeOverrideDetails: null } : { claimsOverrideDetails: null },
  });
  if (second) {
    const details = overridesV2.parse(response).claimsAndScopeOverrideDetails;
    return {
      id: details?.idTokenGeneration,
      access: details?.accessTokenGeneration,
      groups: details?.groupOverrideDetails?.groupsToOverride,
    };
  }
  const details = overridesV1.parse(response).claimsOverrideDetails;
  return { id: details, groups: details?.groupOverrideDetails?.groupsToOverride };
}

function override(
  claims: Record<string, unknown>,
  change: z.output<typeof tokenGeneration> | null | undefined,
) {
  const changed = { ...claims, ...change?.claimsToAddOrOverride };
  for (const name of change?.claimsToSuppress ?? []) delete changed[name];
  return changed;
}

function eventAttributes(user: StoredUser): Record<string, string> {
  return { sub: user.sub, "cognito:user_status": user.status, ...user.attributes };
}

/** In the ID token `email_verified` and its like are booleans; every other attribute stays text. */
function tokenAttributes(user: StoredUser): Record<string, unknown> {
  const entries = Object.entries(user.attributes);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name.endsWith("_verified") ? value === "true" : value]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
