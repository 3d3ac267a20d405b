import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import type { LocalResource } from "../../local/engine/program";

/** The files of a function's package by name, as they would be uploaded. */
export async function packageOf({ name, inputs }: LocalResource): Promise<Record<string, string>> {
  const { code } = inputs;
  if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error(`${name} has no archive of files.`);
  const files = Object.entries(await code.assets).map(async ([path, asset]) => [path, await textOf(asset)]);
  return Object.fromEntries(await Promise.all(files));
}

/** Text of a file that is uploaded from its path. */
export async function textOf(asset: unknown): Promise<string> {
  return (await bytesOf(asset)).toString();
}

/** Content of a file that is uploaded from its path. */
export async function bytesOf(asset: unknown): Promise<Buffer> {
  if (!(asset instanceof pulumi.asset.FileAsset)) throw new Error("This asset is not a file.");
  return readFile(await asset.path);
}
