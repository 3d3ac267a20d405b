import { createHash } from "node:crypto";
import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { physicalName } from "../../engine/arn";
import { answerJson } from "../../engine/awsJson";
import { readInputs } from "../../engine/inputs";
import type { AwsRequest, CloudContext, JsonDocument, ResourceFactory, Service } from "../../engine/service";
import { adminCreateUser, adminOperations, setPassword } from "./actions/adminUsers";
import { listingOperations } from "./actions/listing";
import { mfaOperations } from "./actions/mfa";
import { selfServiceOperations } from "./actions/selfService";
import { signInOperations } from "./actions/signIn";
import { signUpOperations } from "./actions/signUp";
import { Directory } from "./directory";
import { Pool, type PoolState } from "./model";
import { clientSettings, poolSettings } from "./poolSettings";
import { loadSigningKey, publicKeys } from "./signingKey";

export interface Cognito extends Service {
  /** The keys that a pool's tokens are signed with; throws for an unknown pool. */
  jwks(poolId: string): JSONWebKeySet;
  /** Makes a confirmed user with a verified address, or leaves the one there is as they are but for the groups. */
  createUser(poolId: string, email: string, password: string, groups?: string[]): Promise<void>;
}

/**
 * Amazon Cognito's user pools: the resources, the API that a web page and the AWS CLI speak, and tokens of the real form
 * (`iss` is AWS's address, so that the code which checks tokens is the same). Codes and invitations go to the inbox.
 * Not here: SRP sign-in, hosted pages, client secrets, phone numbers.
 */
export function cognito(context: CloudContext): Cognito {
  const directory = new Directory();
  const document = context.document<Record<string, PoolState>>("cognito", {});
  const invalidInput = "InvalidParameterException";
  const operations = {
    ...signUpOperations(directory),
    ...signInOperations(directory),
    ...mfaOperations(directory),
    ...selfServiceOperations(directory),
    ...adminOperations(directory),
    ...listingOperations(directory),
  };
  return {
    scopes: ["cognito-idp"],
    resources: resources(context, directory, document),
    async handle(request, response) {
      const keys = publicDocument(directory, request);
      if (!keys)
        return answerJson(
          { contentType: "application/x-amz-json-1.1", invalidInput, operations },
          request,
          response,
        );
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify(keys));
    },
    jwks: (poolId) => publicKeys(directory.pool(poolId).key),
    createUser: (poolId, email, password, groups = []) =>
      ensureUser(directory.pool(poolId), email, password, groups),
  };
}

/** `GET /<poolId>/.well-known/…`, where verifiers of tokens look for the keys. */
function publicDocument(directory: Directory, { http, url }: AwsRequest): object | undefined {
  const [, poolId, file] =
    /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(url.pathname) ?? [];
  if (http.method !== "GET" || !poolId) return undefined;
  const pool = directory.pool(poolId);
  if (file === "jwks.json") return publicKeys(pool.key);
  return {
    issuer: pool.issuer,
    jwks_uri: `${pool.context.endpointUrl}/${poolId}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ["RS256"],
    subject_types_supported: ["public"],
  };
}

async function ensureUser(pool: Pool, email: string, password: string, groups: string[]): Promise<void> {
  if (!pool.findUser(email)) {
    const user = await adminCreateUser(pool, {
      Username: email,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
      MessageAction: "SUPPRESS",
    });
    await setPassword(pool, user, password, true);
  }
  await pool.updateUser(pool.requireUser(email).username, (user) => {
    user.groups = [...new Set([...user.groups, ...groups])];
  });
}

const groupInputs = z.object({
  userPoolId: z.string(),
  description: z.string().optional(),
  precedence: z.number().optional(),
});
const userInputs = z.object({
  userPoolId: z.string(),
  username: z.string(),
  attributes: z.record(z.string(), z.string()).default({}),
  temporaryPassword: z.string().optional(),
  password: z.string().optional(),
  enabled: z.boolean().default(true),
  messageAction: z.enum(["RESEND", "SUPPRESS"]).optional(),
});
const membershipInputs = z.object({ userPoolId: z.string(), username: z.string(), groupName: z.string() });
const domainInputs = z.object({ userPoolId: z.string(), domain: z.string() });

function resources(
  context: CloudContext,
  directory: Directory,
  document: JsonDocument<Record<string, PoolState>>,
): Record<string, ResourceFactory> {
  return {
    async "aws:cognito/userPool:UserPool"(request) {
      const settings = { ...readInputs(poolSettings, request), name: physicalName(request) };
      const id = `${context.region}_${stableId(request.name, 9)}`;
      const pool = new Pool(id, settings, await loadSigningKey(context.dataDir, id), context, document);
      directory.pools.set(id, pool);
      const endpoint = `cognito-idp.${context.region}.amazonaws.com/${id}`;
      return { id, state: { ...request.inputs, name: physicalName(request), arn: pool.arn, endpoint } };
    },
    "aws:cognito/userPoolClient:UserPoolClient"(request) {
      const settings = { ...readInputs(clientSettings, request), name: physicalName(request) };
      const id = stableId(`${settings.userPoolId}/${request.name}`, 26).toLowerCase();
      directory.pool(settings.userPoolId).clients.set(id, { ...settings, id });
      return { id, state: { ...request.inputs, name: physicalName(request) } };
    },
    async "aws:cognito/userGroup:UserGroup"(request) {
      const { userPoolId, ...group } = readInputs(groupInputs, request);
      const name = physicalName(request);
      await directory.pool(userPoolId).update(({ groups }) => {
        groups[name] = { ...group, name, createdAt: groups[name]?.createdAt ?? Date.now() };
      });
      return { id: `${userPoolId}/${name}`, state: { ...request.inputs, name } };
    },
    async "aws:cognito/user:User"(request) {
      const settings = readInputs(userInputs, request);
      const { sub, status } = await declareUser(directory.pool(settings.userPoolId), settings);
      return { id: `${settings.userPoolId}/${settings.username}`, state: { ...request.inputs, sub, status } };
    },
    async "aws:cognito/userInGroup:UserInGroup"(request) {
      const { userPoolId, username, groupName } = readInputs(membershipInputs, request);
      const pool = directory.pool(userPoolId);
      await pool.updateUser(pool.requireUser(username).username, (user) => {
        user.groups = [...new Set([...user.groups, groupName])];
      });
      return { id: request.name, state: { ...request.inputs } };
    },
    // Only a name: the hosted pages behind it are not part of the local cloud.
    "aws:cognito/userPoolDomain:UserPoolDomain"(request) {
      const { domain } = readInputs(domainInputs, request);
      return { id: domain, state: { ...request.inputs, awsAccountId: context.accountId } };
    },
  };
}

/** A user whom the program declares: invited on the first run, afterwards only kept up to date. */
async function declareUser(pool: Pool, settings: z.output<typeof userInputs>) {
  const { username, attributes, temporaryPassword, password, enabled, messageAction } = settings;
  if (!pool.findUser(username)) {
    const user = await adminCreateUser(pool, {
      Username: username,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      TemporaryPassword: temporaryPassword,
      MessageAction: password ? "SUPPRESS" : messageAction,
    });
    if (password) await setPassword(pool, user, password, true);
  }
  await pool.updateUser(pool.requireUser(username).username, (user) => {
    Object.assign(user.attributes, attributes);
    user.enabled = enabled;
  });
  return pool.requireUser(username);
}

/** Letters and digits that are the same on every run, as ids of resources must be for data to survive restarts. */
function stableId(name: string, length: number): string {
  return createHash("sha256").update(name).digest("base64").replaceAll(/[+/=]/g, "").slice(0, length);
}
