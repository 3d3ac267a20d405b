import * as pulumi from "@pulumi/pulumi";
import type { LocalResource } from "../../local/engine/program";

/** The files of a function's package by name, as they would be uploaded. */
export async function packageOf({ name, inputs }: LocalResource): Promise<Record<string, string>> {
  const { code } = inputs;
  if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error(`${name} has no archive of files.`);
  const files = Object.entries(await code.assets).map(async ([path, asset]) => [path, await textOf(asset)]);
  return Object.fromEntries(await Promise.all(files));
}

async function textOf(asset: pulumi.asset.Asset | pulumi.asset.Archive): Promise<string> {
  const resolved = await asset;
  if (!(resolved instanceof pulumi.asset.StringAsset)) throw new Error("This asset is not text.");
  return resolved.text;
}
