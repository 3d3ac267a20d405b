import type { DeploymentSettings, SettingName } from "./deploymentSettings";
import type { ResourceEnv, ResourceName, Uses } from "./resources";

/** The values that a closure gets, inferred from what its definition uses. */
export type Env<Used extends Uses, Names extends readonly SettingName[]> = ResourceEnv<Used> &
  Pick<DeploymentSettings, Names[number]>;

/** An event handler before deployment: called with the deployment's values, then once per cold start, then per event. */
export type Closure<Values, Event, Result> = (
  env: Values,
) => () => Promise<(event: Event, context: never) => Promise<Result>>;

/** Rejects unknown resource keys, which an inferred type parameter would accept. */
export type OnlyResources<Used> = { readonly [Name in Exclude<keyof Used, ResourceName>]: never };

/** Definition shared by operations and jobs: the source of a function's code, values, permissions and limits. */
export interface FunctionDefinition {
  /** A sentence without a full stop, shown in the Lambda console. */
  readonly description: string;
  readonly uses: Uses;
  readonly settings?: readonly SettingName[];
  /** Default 15. */
  readonly timeoutSeconds?: number;
  /** Default 512; CPU grows with it (a full core at 1,769 MB). */
  readonly memoryMb?: number;
  readonly handler: Closure<never, never, unknown>;
}
