import { randomUUID } from "node:crypto";
import { AwsError } from "../../engine/awsError";
import { ownValue } from "../../engine/ownValue";
import type { CloudContext, JsonDocument } from "../../engine/service";
import { type Attempts, NO_ATTEMPTS } from "./attempts";
import type { PasswordHash } from "./passwords";
import type { Client, PoolSettings } from "./poolSettings";
import type { SigningKey } from "./signingKey";

export type CodePurpose = "password" | "email";

interface StoredCode {
  code: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  tries: number;
  /** The address that a code of purpose `email` proves. */
  email?: string;
}

export type UserStatus = "CONFIRMED" | "FORCE_CHANGE_PASSWORD";

/** The authenticator app of a user. */
export interface StoredTotp extends Attempts {
  /** Secret that was handed out and is not verified. It replaces the verified one once it is. */
  pending?: string;
  /** Verified secret. */
  secret?: string;
  /** True if a sign-in takes a code. */
  enabled: boolean;
  /** Time steps whose codes were accepted, as far as they are still within the tolerance. */
  usedSteps: number[];
}

/** A user; the attempts are those of passwords. */
export interface StoredUser extends Attempts {
  username: string;
  sub: string;
  /** Without `sub`; booleans are the strings "true" and "false", as in Cognito. */
  attributes: Record<string, string>;
  status: UserStatus;
  enabled: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  modifiedAt: number;
  password?: PasswordHash;
  temporaryPasswordExpiresAt?: number;
  codes: Partial<Record<CodePurpose, StoredCode>>;
  /** Times at which codes were requested in the last hour, in epoch milliseconds. */
  codeRequests: number[];
  groups: string[];
  totp?: StoredTotp;
}

export interface StoredGroup {
  name: string;
  description?: string;
  precedence?: number;
  createdAt: number;
}

/**
 * A refresh token of a sign-in, found by its hash. Tokens that replaced each other have the same `originJti`, as have the access
 * tokens, which end with them.
 */
export interface StoredSession {
  username: string;
  clientId: string;
  originJti: string;
  /** Epoch seconds. */
  authTime: number;
  expiresAt: number;
  revoked: boolean;
  /** The time another token replaced it, in epoch milliseconds. */
  replacedAt?: number;
}

export interface PoolState {
  /** Epoch milliseconds. */
  createdAt: number;
  users: Record<string, StoredUser>;
  groups: Record<string, StoredGroup>;
  sessions: Record<string, StoredSession>;
}

function emptyPool(): PoolState {
  return { createdAt: Date.now(), users: {}, groups: {}, sessions: {} };
}

/** The means of the local cloud that a pool needs. */
export interface CognitoContext extends CloudContext {
  /** True if a permission lets the principal invoke a function on behalf of the source. */
  mayInvoke(functionArn: string, principal: string, sourceArn: string): boolean;
  /** The cost of passwords' hashes, scrypt's `N`. Default: that of Node.js. */
  readonly passwordCost?: number | undefined;
}

/** A user pool of the program: its settings and key, and its people, who survive restarts. */
export class Pool {
  readonly clients = new Map<string, Client>();
  readonly arn: string;
  readonly issuer: string;

  constructor(
    readonly id: string,
    readonly settings: PoolSettings,
    readonly key: SigningKey,
    readonly context: CognitoContext,
    private readonly document: JsonDocument<Record<string, PoolState>>,
  ) {
    this.arn = `arn:aws:cognito-idp:${context.region}:${context.accountId}:userpool/${id}`;
    this.issuer = `https://cognito-idp.${context.region}.amazonaws.com/${id}`;
  }

  get state(): PoolState {
    return this.document.value[this.id] ?? emptyPool();
  }

  /** Changes the pool's people and keeps the change on disk. */
  async update(change: (state: PoolState) => void): Promise<void> {
    await this.document.update((pools) => {
      // Earlier releases did not keep when a pool was created.
      const state: PoolState = { ...emptyPool(), ...pools[this.id] };
      pools[this.id] = state;
      change(state);
    });
  }

  /** Changes one user; throws UserNotFoundException when they are gone by now. */
  async updateUser(username: string, change: (user: StoredUser) => void): Promise<void> {
    await this.update((state) => {
      const user = ownValue(state.users, username);
      if (!user) throw userNotFound();
      change(user);
      user.modifiedAt = Date.now();
    });
  }

  /** By user name, `sub` or, where the pool takes them as names, address. */
  findUser(name: string): StoredUser | undefined {
    const users = Object.values(this.state.users);
    return (
      users.find((user) => this.sameName(user.username, name) || user.sub === name) ??
      users.find((user) => this.signsInByEmail && this.sameName(user.attributes.email ?? "", name))
    );
  }

  requireUser(name: string): StoredUser {
    const user = this.findUser(name);
    if (!user) throw userNotFound();
    return user;
  }

  /** A user without a password, not yet added. A name that is an address becomes their `email`. */
  newUser(name: string, attributes: Record<string, string>): StoredUser {
    const sub = randomUUID();
    return {
      sub,
      status: "FORCE_CHANGE_PASSWORD",
      enabled: true,
      createdAt: Date.now(),
      modifiedAt: Date.now(),
      codes: {},
      codeRequests: [],
      ...NO_ATTEMPTS,
      groups: [],
      username: this.signsInByEmail ? sub : name,
      attributes: { ...attributes, ...(this.signsInByEmail && { email: name }) },
    };
  }

  /** Adds a user; throws `exists` if the name has been taken in the meantime. */
  async addUser(user: StoredUser, exists: AwsError): Promise<void> {
    const name = this.signsInByEmail ? (user.attributes.email ?? "") : user.username;
    await this.update((state) => {
      if (this.findUser(name)) throw exists;
      state.users[user.username] = user;
    });
  }

  /** True if the user name is an email address. The stored name is then the `sub`. */
  get signsInByEmail(): boolean {
    return this.settings.usernameAttributes.includes("email");
  }

  private sameName(left: string, right: string): boolean {
    if (this.settings.usernameConfiguration.caseSensitive) return left === right;
    return left.toLowerCase() === right.toLowerCase();
  }
}

function userNotFound(): AwsError {
  return new AwsError("UserNotFoundException", "User does not exist.");
}

export function notAuthorized(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message);
}

/** A list of attributes as Cognito's API has it, with the `sub`. */
export function attributeList(user: StoredUser): { Name: string; Value: string }[] {
  return Object.entries({ ...user.attributes, sub: user.sub }).map(([Name, Value]) => ({ Name, Value }));
}
