import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { distance } from "fastest-levenshtein";
import type * as z from "zod";
import { regionFaults } from "./regionFaults";
import { settingRules } from "./settingRules";
import {
  type BasicSettings,
  EXAMPLES,
  SCHEDULE_EXAMPLES,
  scheduleSettings,
  settings,
} from "./settingsSchema";

export type StackSettings = BasicSettings & z.infer<typeof scheduleSettings>;

const schemas: Readonly<Record<string, z.ZodType>> = { ...settings.shape, ...scheduleSettings.shape };
const examples: Readonly<Record<string, string>> = { ...EXAMPLES, ...SCHEDULE_EXAMPLES };

/**
 * Reads the settings of the stack, with their defaults.
 * @throws pulumi.RunError that names everything that is invalid, each with a valid example. The CLI shows its text
 *   alone.
 */
export function readSettings(): StackSettings {
  const config = new pulumi.Config();
  const values: Record<string, unknown> = {};
  const faults = new Map<string, string>();
  for (const [name, schema] of Object.entries(schemas)) {
    const result = schema.safeParse(parse(config.get(name)));
    if (result.success) values[name] = result.data;
    else faults.set(name, faultOf(name, result.error));
  }
  // Each rule sees only values that are valid by themselves.
  const read = values as StackSettings;
  const broken = settingRules
    .filter((rule) => rule.settings.every((name) => !faults.has(name)))
    .flatMap(({ settings: [name], fault }) => {
      const problem = fault(read, aws.config.region);
      return problem === undefined ? [] : [sentence(name, problem)];
    });
  const unavailable = aws.config.region ? regionFaults(read, aws.config.region, faults) : [];
  const all = [...unknownSettings(config.name), ...faults.values(), ...broken, ...unavailable];
  if (all.length > 0) throw new pulumi.RunError(all.join("\n"));
  return read;
}

/** Pulumi stores every value as text: numbers, booleans, lists and objects as JSON. */
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function faultOf(name: string, { issues }: z.ZodError): string {
  const problems = issues.map(({ path, message }) =>
    path.length > 0 ? `(at ${path.join(".")}) ${message}` : message,
  );
  return sentence(name, problems.join("; "));
}

function sentence(name: string, problem: string): string {
  return `Configuration \`${name}\` ${problem}. For example: npx pulumi config set ${name} ${examples[name]}`;
}

/** A misspelled setting would be ignored, and its default silently applied. */
function unknownSettings(namespace: string): string[] {
  return Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${namespace}:`))
    .map((key) => key.slice(namespace.length + 1))
    .filter((name) => !(name in schemas))
    .map((name) => {
      const meant = likeliest(name, Object.keys(schemas));
      return (
        `There is no setting \`${name}\`. Did you mean \`${meant}\`? ` +
        `For example: npx pulumi config set ${meant} ${examples[meant]}; npx pulumi config rm ${name}`
      );
    });
}

/** Returns the name with the smallest edit distance from the typed one. */
function likeliest(typed: string, names: readonly string[]): string {
  const far = (name: string) => distance(typed.toLowerCase(), name.toLowerCase());
  return names.reduce((nearest, name) => (far(name) < far(nearest) ? name : nearest));
}
