import type { JSONWebKeySet } from "jose";
import { answerJson, type JsonProtocol } from "../../engine/awsJson";
import { crossOriginHeaders } from "../../engine/endpoint";
import type { Service } from "../../engine/service";
import { adminOperations, ensureUser } from "./actions/adminUsers";
import { listingOperations } from "./actions/listing";
import { mfaOperations } from "./actions/mfa";
import { passwordResetOperations } from "./actions/passwordReset";
import { selfServiceOperations } from "./actions/selfService";
import { signInOperations } from "./actions/signIn";
import { Challenges } from "./challenges";
import { Directory } from "./directory";
import type { CognitoContext, PoolState } from "./model";
import { userPoolResources } from "./resources";
import { publicKeys } from "./signingKey";
import { type AppCode, appCodes } from "./totp";

export interface Cognito extends Service {
  /**
   * The keys that a pool's tokens are signed with.
   *
   * @throws AwsError ResourceNotFoundException for an unknown pool.
   */
  jwks(poolId: string): JSONWebKeySet;
  /** The codes that the authenticator apps of all users show now. */
  appCodes(): AppCode[];
  /** Creates a confirmed user with a verified address; an existing one is only added to the groups. */
  createUser(poolId: string, email: string, password: string, groups?: string[]): Promise<void>;
}

/**
 * Amazon Cognito's user pools: the resources, the API for web pages and the AWS CLI, and tokens of the real form (`iss`
 * is AWS's address, so that the code which checks tokens is the same). Codes and invitations go to the inbox. Not
 * supported: sign-up by users themselves, SRP sign-in, hosted pages, client secrets, aliases, phone numbers, triggers
 * other than for emails and after a password reset.
 */
export function cognito(context: CognitoContext): Cognito {
  const directory = new Directory();
  const challenges = new Challenges();
  const document = context.document<Record<string, PoolState>>("cognito", {});
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.1",
    invalidInput: "InvalidParameterException",
    operations: {
      ...passwordResetOperations(directory),
      ...signInOperations(directory, challenges),
      ...mfaOperations(directory),
      ...selfServiceOperations(directory),
      ...adminOperations(directory),
      ...listingOperations(directory),
    },
  };
  return {
    scopes: ["cognito-idp"],
    resources: userPoolResources(context, directory, document),
    // Operations that need a signature refuse requests without one.
    isPublic: () => true,
    async handle(request, response) {
      for (const [name, value] of Object.entries(crossOriginHeaders(request.http)))
        response.setHeader(name, value);
      await answerJson(protocol, request, response);
    },
    jwks: (poolId) => publicKeys(directory.pool(poolId).key),
    appCodes: () => [...directory.pools.values()].flatMap(appCodes),
    createUser: (poolId, email, password, groups = []) =>
      ensureUser(directory.pool(poolId), email, password, groups),
  };
}
