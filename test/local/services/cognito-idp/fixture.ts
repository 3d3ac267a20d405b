import {
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createLocalJWKSet, type JWTPayload, jwtVerify } from "jose";
import type { InvokeResult } from "../../../../local/engine/service";
import { type Cognito, cognito } from "../../../../local/services/cognito-idp";
import { closingOnFailure, type Harness, start } from "../../harness";

export const email = "ann@example.org";
export const password = "Correct-Horse-7";

/** Triggers that the pool may not call, that fail, and that write emails. */
export const FORBIDDEN = "arn:aws:lambda:us-east-1:000000000000:function:forbidden";
export const FAILING = "arn:aws:lambda:us-east-1:000000000000:function:failing";
export const WRITER = "arn:aws:lambda:us-east-1:000000000000:function:writer";
const ANSWERS: Record<string, InvokeResult> = {
  [FAILING]: {
    statusCode: 200,
    functionError: "Unhandled",
    payload: '{"errorType":"Error","errorMessage":"no table"}',
  },
  [WRITER]: {
    statusCode: 200,
    payload: JSON.stringify({
      response: { emailSubject: "Written", emailMessage: "<p>For {username}:</p><p>{####}</p>" },
    }),
  },
};

const poolInputs = {
  usernameAttributes: ["email"],
  autoVerifiedAttributes: ["email"],
  adminCreateUserConfig: { allowAdminCreateUserOnly: true },
  usernameConfiguration: { caseSensitive: false },
  mfaConfiguration: "OPTIONAL",
  softwareTokenMfaConfiguration: { enabled: true },
  passwordPolicy: { minimumLength: 10, requireLowercase: true, requireNumbers: true, requireUppercase: true },
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
};
/** A refresh token can be used again for so long. */
export const GRACE_SECONDS = 60;
export const clientInputs = {
  explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  preventUserExistenceErrors: "ENABLED",
  refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: GRACE_SECONDS },
  accessTokenValidity: 10,
  idTokenValidity: 20,
  tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
};

/** A user pool with one client, and what a person does with it. */
class TestPool {
  id = "";
  clientId = "";
  api: CognitoIdentityProviderClient;

  constructor(
    public cloud: Harness<Cognito>,
    readonly dataDir: string,
  ) {
    this.api = clientOf(cloud);
  }

  /** Declares pool and client as the program does, with other inputs than usual if they are given. */
  async declare(pool: object = {}, client: object = {}): Promise<void> {
    const { cloud } = this;
    this.id = (await cloud.make("aws:cognito/userPool:UserPool", "users", { ...poolInputs, ...pool })).id;
    const inputs = { ...clientInputs, ...client, userPoolId: this.id };
    this.clientId = (await cloud.make("aws:cognito/userPoolClient:UserPoolClient", "web", inputs)).id;
  }

  /** The newest emailed code. */
  lastCode(): string {
    return this.cloud.mails.flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? []).at(-1) ?? "no code";
  }

  signIn(USERNAME = email, PASSWORD = password) {
    const AuthParameters = { USERNAME, PASSWORD };
    const input = { ClientId: this.clientId, AuthFlow: "USER_PASSWORD_AUTH" as const, AuthParameters };
    return this.api.send(new InitiateAuthCommand(input));
  }

  refresh(RefreshToken: string) {
    return this.api.send(new GetTokensFromRefreshTokenCommand({ ClientId: this.clientId, RefreshToken }));
  }

  /** Makes the user and gives their tokens. */
  async signedIn(): Promise<{ access: string; id: string; refresh: string }> {
    await this.cloud.service.createUser(this.id, email, password);
    const { AuthenticationResult: tokens } = await this.signIn();
    return {
      access: tokens?.AccessToken ?? "",
      id: tokens?.IdToken ?? "",
      refresh: tokens?.RefreshToken ?? "",
    };
  }

  /** The claims of a token whose signature is the pool's. */
  async claimsOf(token: string): Promise<JWTPayload> {
    return (await jwtVerify(token, createLocalJWKSet(this.cloud.service.jwks(this.id)))).payload;
  }

  /** The same data in a new process, in which nothing is declared yet. */
  async restart(): Promise<void> {
    this.api.destroy();
    this.cloud = await this.cloud.restart();
    this.api = clientOf(this.cloud);
  }

  async close(): Promise<void> {
    this.api.destroy();
    await this.cloud.close();
  }
}

function clientOf(cloud: Harness<Cognito>): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ ...cloud.client, maxAttempts: 1 });
}

async function startPool(): Promise<TestPool> {
  let dataDir = "";
  const cloud = await start(
    (context) => {
      dataDir = context.dataDir;
      return cognito({ ...context, mayInvoke: (functionArn) => functionArn !== FORBIDDEN });
    },
    { invoke: async (name) => ANSWERS[name] ?? { statusCode: 200, payload: "null" } },
  );
  const pool = new TestPool(cloud, dataDir);
  await closingOnFailure(pool, () => pool.declare());
  return pool;
}

/** Gives each test of a `describe` a pool of its own. */
export function usePool(): () => TestPool {
  let pool: TestPool | undefined;
  beforeEach(async () => {
    pool = await startPool();
  });
  afterEach(() => pool?.close());
  return () => {
    if (pool === undefined) throw new Error("The pool is there inside of tests and hooks only.");
    return pool;
  };
}
