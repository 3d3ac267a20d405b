import * as pulumi from "@pulumi/pulumi";
import type { PolicyResource, Props } from "./rule";

/** Prepares a resource for the rules: a function's code becomes the texts of its files by name. */
export async function toPolicyResource({ type, name, props }: PolicyResource): Promise<PolicyResource> {
  if (type !== "aws:lambda/function:Function") return { type, name, props };
  return { type, name, props: { ...props, code: await textsOf(props.code) } };
}

async function textsOf(code: unknown): Promise<Props> {
  const assets = await assetsOf(code);
  const texts = Object.entries(assets).map(async ([file, asset]) => [file, await textOf(asset)]);
  return Object.fromEntries(await Promise.all(texts));
}

/** The engine reports archives as plain objects, a program has instances. */
async function assetsOf(code: unknown): Promise<Record<string, unknown>> {
  if (code instanceof pulumi.asset.AssetArchive) return Object(await code.assets);
  return Object(Object(code).assets);
}

async function textOf(asset: unknown): Promise<string> {
  if (asset instanceof pulumi.asset.StringAsset) return asset.text;
  return String(Object(asset).text ?? "");
}
