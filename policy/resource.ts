import { readFile } from "node:fs/promises";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyResource } from "./rule";

/** The program's folder. The paths of its files are relative to it; the engine runs the pack in the pack's own folder. */
const PROGRAM = path.join(__dirname, "..");

/** Prepares a resource for the rules: reads the files of a function's package. */
export async function toPolicyResource({ type, name, props }: PolicyResource): Promise<PolicyResource> {
  const code = ownValue(props, "code");
  // In a preview the package of a new function is unknown. The update checks it before it creates the function.
  if (!(code instanceof pulumi.asset.AssetArchive)) return { type, name, props };
  return { type, name, props, files: await textsOf(code) };
}

async function textsOf(archive: pulumi.asset.AssetArchive): Promise<Record<string, string>> {
  const assets = Object.entries(Object(await ownValue(archive, "assets")));
  const texts = assets.map(async ([file, asset]) => [file, await textOf(asset)]);
  return Object.fromEntries(await Promise.all(texts));
}

/** @throws Error if it is neither a text nor a file. What cannot be read is not taken for harmless. */
async function textOf(asset: unknown): Promise<string> {
  if (asset instanceof pulumi.asset.StringAsset) return asset.text;
  if (asset instanceof pulumi.asset.FileAsset)
    return readFile(path.resolve(PROGRAM, await asset.path), "utf8");
  throw new Error("A function's package holds what is neither a text nor a file.");
}

/**
 * Returns a property unwrapped. `@pulumi/policy` passes resources in a proxy, which throws on unknown values and wraps
 * what is read: the promises in an archive are then no longer promises
 * (https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/proxy.ts).
 */
function ownValue(object: object, property: string): unknown {
  return Object.getOwnPropertyDescriptor(object, property)?.value;
}
