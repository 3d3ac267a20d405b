import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { codeOf, LocalCloudError, messageOf } from "./localCloudError";

/** A Pulumi project according to its files, with the stack's configuration by full key, such as `aws:region`. */
interface Configuration {
  project: string;
  config: Record<string, string>;
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` as the Pulumi CLI does: the stack's values over the project's. Both take precedence
 * over `defaults`, and `overrides` over both; their keys may leave out the project's name.
 *
 * @throws LocalCloudError for a file that is not valid, or a value that only the CLI can decrypt.
 */
export function readConfiguration(
  root: string,
  stack: string,
  overrides: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>> = {},
): Configuration {
  const project = readYaml(join(root, "Pulumi.yaml"));
  const name = String(project.name);
  const sections = [defaults, project.config, readYaml(join(root, `Pulumi.${stack}.yaml`)).config, overrides];
  const config: Record<string, string> = {};
  for (const section of sections) {
    for (const [key, value] of Object.entries(section ?? {})) {
      const text = textOf(key, value);
      if (text !== undefined) config[key.includes(":") ? key : `${name}:${key}`] = text;
    }
  }
  return { project: name, config };
}

/** Configuration values are text to a program, and objects are JSON; a project may declare one with only a type. */
function textOf(key: string, value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return String(value);
  if ("secure" in value) {
    throw new LocalCloudError(
      `The value of ${key} is encrypted, and the local cloud cannot read it. Use a stack without secrets.`,
    );
  }
  if ("type" in value || "default" in value || "value" in value) {
    const { value: set, default: otherwise } = value as { value?: unknown; default?: unknown };
    const given = set ?? otherwise;
    return given === undefined ? undefined : textOf(key, given);
  }
  return JSON.stringify(value);
}

function readYaml(path: string): Record<string, unknown> {
  try {
    return load(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      throw new LocalCloudError(`${path} is missing. The local cloud reads its settings from it.`);
    throw new LocalCloudError(`${path} is not valid YAML: ${messageOf(error)}`);
  }
}
