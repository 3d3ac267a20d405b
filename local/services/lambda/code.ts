import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { reasonOf } from "../../engine/localCloudError";

type File = pulumi.asset.StringAsset | pulumi.asset.FileAsset;

/**
 * Checks the package that would be uploaded to Lambda.
 *
 * @returns what writes it into a folder, byte for byte, when it is first called: most functions are not called before the
 * local cloud stops. After a failure, the next call tries again.
 * @throws when it holds anything but text and file assets: nested archives are not unpacked here.
 */
export async function readyCode(
  functionName: string,
  code: unknown,
  folder: string,
): Promise<() => Promise<void>> {
  if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error("`code` is not an AssetArchive.");
  const files = await Promise.all(
    Object.entries(await code.assets).map(
      async ([path, asset]) => [join(folder, path), await checked(path, asset)] as const,
    ),
  );
  let writing: Promise<void> | undefined;
  return () => {
    writing ??= write(files).catch((error) => {
      writing = undefined;
      const reason = reasonOf(error).replace(/\.?$/, ".");
      const advice = "If this goes on, start the local cloud again.";
      throw new Error(`The code of ${functionName} could not be written: ${reason} ${advice}`);
    });
    return writing;
  };
}

async function write(files: readonly (readonly [path: string, file: File])[]): Promise<void> {
  for (const [path, file] of files) {
    await mkdir(dirname(path), { recursive: true });
    // Not as a copy, which would have the modes of its source.
    await writeFile(path, await contentOf(file));
  }
}

/** @throws for a file that is not there. */
async function checked(name: string, asset: unknown): Promise<File> {
  if (asset instanceof pulumi.asset.FileAsset) await access(await asset.path);
  else if (!(asset instanceof pulumi.asset.StringAsset))
    throw new Error(`\`code\` holds "${name}", which is neither a StringAsset nor a FileAsset.`);
  return asset;
}

async function contentOf(file: File): Promise<string | Buffer> {
  return file instanceof pulumi.asset.StringAsset ? await file.text : readFile(await file.path);
}
