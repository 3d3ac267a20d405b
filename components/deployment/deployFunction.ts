import * as pulumi from "@pulumi/pulumi";
import type { Named } from "../../handlers/catalogue";
import type { FunctionDefinition } from "../../handlers/definition";
import type { DeploymentSettings } from "../../handlers/deploymentSettings";
import { formerAliases } from "../linking/formerParents";
import { type Links, statementsOf, valuesOf } from "../linking/links";
import { InlineFunction, type InlineFunctionArgs } from "../parts/inlineFunction";

/** Resources and settings that a deployment provides to functions. */
export interface Deployment {
  /** The resources that their definitions may use. */
  links: Links;
  /** Settings that definitions can use. */
  settings: { readonly [Name in keyof DeploymentSettings]?: pulumi.Input<DeploymentSettings[Name]> };
}

/** Placement of a function: options that are not part of its definition. */
interface Placement extends Pick<InlineFunctionArgs<never>, "asynchronous" | "reservedConcurrency" | "vpc"> {
  /** Logical name; default: the definition's. */
  name?: string;
  parent: pulumi.Resource;
  /** Values of the closure besides those of its resources and settings. */
  values?: Record<string, pulumi.Input<unknown>>;
}

/**
 * Deploys the function of an operation or a job: its rights and values come from its definition.
 * @throws pulumi.RunError if the deployment lacks a resource or a setting that the definition names.
 */
export function deployFunction(
  definition: Named<FunctionDefinition>,
  { links, settings }: Deployment,
  { name = definition.name, parent, values, ...placement }: Placement,
): InlineFunction<Record<string, unknown>> {
  const { description, uses, handler, timeoutSeconds, memoryMb } = definition;
  const chosen = (definition.settings ?? []).map((key) => {
    if (settings[key] === undefined) throw new pulumi.RunError(`\`${name}\` needs the setting \`${key}\`.`);
    return [key, settings[key]] as const;
  });
  return new InlineFunction<Record<string, unknown>>(
    name,
    {
      description,
      handler: handler as InlineFunctionArgs<Record<string, unknown>>["handler"],
      env: { ...valuesOf(uses, links), ...Object.fromEntries(chosen), ...values },
      statements: statementsOf(uses, links),
      timeoutSeconds,
      memoryMb,
      ...placement,
    },
    { parent, aliases: formerAliases(name) },
  );
}
