import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { Route } from "../domain/http/route";
import type { AdminEnv, OperationEnv, SignedInEnv } from "../domain/ledgers/apiHandler";
import type { Role } from "../domain/ledgers/principal";
import type { Closure, Env, FunctionDefinition, OnlyResources } from "./definition";
import type { SettingName } from "./deploymentSettings";
import type { Uses } from "./resources";

/** The callers of an operation: users with a role, or anybody, without a token. */
export type Audience = Role | "public";

/**
 * The values that a closure gets besides its own, by the role that the operation requires. Some of them come by {@link
 * withAccess}.
 */
type EnvOf<Who extends Audience> = Who extends "public"
  ? OperationEnv<"public">
  : Who extends "admin"
    ? AdminEnv
    : SignedInEnv<Exclude<Role, "admin">>;

/** A part of the product that a deployment may leave out. */
export type DeploymentPart = "receipts";

/** A function behind the API. */
export interface Operation extends Route, FunctionDefinition {
  readonly kind: "operation";
  /** Only deployments with this part have it. Default: all have it. */
  readonly part?: DeploymentPart;
  /** Least role that may call it. */
  readonly role: Audience;
  readonly recentSignIn: boolean;
  /** Routes with a contract of their own that the same function serves. */
  readonly also: readonly Route[];
}

interface OperationDefinition<
  Who extends Audience,
  Also extends readonly Route[],
  Used extends Uses,
  Settings extends readonly SettingName[],
> extends Pick<FunctionDefinition, "timeoutSeconds" | "memoryMb"> {
  role: Who;
  part?: DeploymentPart;
  /** Requires a sign-in within the last minutes. Default: any session does. */
  recentSignIn?: boolean;
  also?: Also;
  /** Permissions, as IAM actions by resource; `env` has each resource's value. */
  uses: Used & OnlyResources<Used>;
  settings?: Settings;
  handler: Closure<EnvOf<Who> & Env<Used, Settings>, APIGatewayProxyEvent, APIGatewayProxyResult>;
}

/** An operation whose contract is known to the compiler. */
type Contracted<Contract extends Route, Also extends readonly Route[]> = Pick<
  Contract,
  keyof Route & keyof Contract
> & {
  readonly also: Also;
} & Omit<Operation, keyof Route | "also">;

/** The settings that the handlers of all operations for admins use. */
const ADMIN_SETTINGS: readonly SettingName[] = ["requireAdminSecondFactor"];

/**
 * The rights that an operation has besides those that it names, for the checks of its handler: the user and the ledger
 * of each request in one `BatchGetItem`, and whether an admin has a second factor.
 */
function withAccess(role: Role, { ledgers = [], ...others }: Uses): Uses {
  const uses: Uses = { ...others, ledgers: ["BatchGetItem", ...ledgers] };
  return role === "admin" ? { ...uses, users: ["AdminGetUser", ...(uses.users ?? [])] } : uses;
}

/** Defines an operation: its route, its contract, its rights and its closure, all in one place. */
export function operation<
  const Contract extends Route,
  const Used extends Uses,
  const Who extends Audience,
  const Also extends readonly Route[] = [],
  const Settings extends readonly SettingName[] = [],
>(definition: Contract & OperationDefinition<Who, Also, Used, Settings>): Contracted<Contract, Also> {
  const { summary: description, role, also = [] as unknown as Also, recentSignIn = false } = definition;
  const settings = [...(definition.settings ?? []), ...(role === "admin" ? ADMIN_SETTINGS : [])];
  const uses = role === "public" ? definition.uses : withAccess(role, definition.uses);
  return { ...definition, uses, settings, kind: "operation", description, also, recentSignIn };
}
