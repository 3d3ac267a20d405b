import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { ApiEnv, Role } from "../domain/http/apiHandler";
import type { Route } from "../domain/http/route";
import type { Closure, Env, FunctionDefinition, OnlyResources } from "./definition";
import type { SettingName } from "./deploymentSettings";
import type { Uses } from "./resources";

/** A function behind the API. */
export interface Operation extends Route, FunctionDefinition {
  readonly kind: "operation";
  /** Who may call it. */
  readonly role: Role;
  /** Routes with a contract of their own that the same function serves. */
  readonly also: readonly Route[];
}

interface OperationDefinition<Used extends Uses, Settings extends readonly SettingName[]>
  extends Pick<FunctionDefinition, "timeoutSeconds" | "memoryMb"> {
  role: Role;
  also?: readonly Route[];
  /** Rights, as IAM actions by resource; `env` holds each resource's value. */
  uses: Used & OnlyResources<Used>;
  settings?: Settings;
  handler: Closure<ApiEnv & Env<Used, Settings>, APIGatewayProxyEvent, APIGatewayProxyResult>;
}

/** Defines an operation: its route, its contract, its rights and its closure, all in one place. */
export function operation<
  const Contract extends Route,
  const Used extends Uses,
  const Settings extends readonly SettingName[] = [],
>(definition: Contract & OperationDefinition<Used, Settings>): Contract & Operation {
  return { also: [], ...definition, kind: "operation", description: definition.summary } as Contract &
    Operation;
}
