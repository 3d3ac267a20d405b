import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * Writes the package that would be uploaded to Lambda into a folder, byte for byte.
 *
 * @throws when it holds anything but text and file assets: nested archives are not unpacked here.
 */
export async function writeCode(code: unknown, folder: string): Promise<void> {
  if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error("`code` is not an AssetArchive.");
  for (const [name, asset] of Object.entries(await code.assets)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (asset instanceof pulumi.asset.StringAsset) await writeFile(path, await asset.text);
    // Not as a copy, which would have the modes of its source.
    else if (asset instanceof pulumi.asset.FileAsset) await writeFile(path, await readFile(await asset.path));
    else throw new Error(`\`code\` holds "${name}", which is neither a StringAsset nor a FileAsset.`);
  }
}
