import { createHash } from "node:crypto";
import { z } from "zod";
import { physicalName } from "../../engine/arn";
import { readInputs } from "../../engine/inputs";
import type { JsonDocument, ResourceFactory } from "../../engine/service";
import { adminCreateUser } from "./actions/adminUsers";
import type { Directory } from "./directory";
import { type CognitoContext, Pool, type PoolState } from "./model";
import { clientSettings, poolSettings } from "./poolSettings";
import { loadSigningKey } from "./signingKey";

const groupInputs = z.object({
  userPoolId: z.string(),
  description: z.string().optional(),
});
/** Strict: a setting that is not here would change whether the user can sign in. */
const userInputs = z.strictObject({
  userPoolId: z.string(),
  username: z.string(),
  attributes: z.record(z.string(), z.string()).default({}),
  desiredDeliveryMediums: z.array(z.literal("EMAIL")).default(["EMAIL"]),
});
const membershipInputs = z.object({ userPoolId: z.string(), username: z.string(), groupName: z.string() });

export function userPoolResources(
  context: CognitoContext,
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
  };
}

/** A user whom the program declares: invited on the first run, afterwards only kept up to date. */
async function declareUser(pool: Pool, { username, attributes }: z.output<typeof userInputs>) {
  if (!pool.findUser(username)) {
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    await adminCreateUser(pool, { Username: username, UserAttributes });
  }
  await pool.updateUser(pool.requireUser(username).username, (user) => {
    Object.assign(user.attributes, attributes);
  });
  return pool.requireUser(username);
}

/** Letters and digits that are the same on every run, as ids of resources must be for data to survive restarts. */
function stableId(name: string, length: number): string {
  return createHash("sha256").update(name).digest("base64").replaceAll(/[+/=]/g, "").slice(0, length);
}
