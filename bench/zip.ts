import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";

const compress = promisify(deflateRaw);

/** Size of a file in a zip, in bytes: its compressed content, and its name with the fixed parts of its two headers. */
export async function zippedSize(name: string, content: string | Buffer): Promise<number> {
  const compressed = await compress(content);
  return compressed.length + 30 + 46 + 2 * Buffer.byteLength(name);
}

/**
 * Size of the upload of `aws.lambda.CallbackFunction` without the closure, in zipped bytes: the folders of all production
 * dependencies, as Pulumi itself finds them.
 */
export async function stockSize(): Promise<number> {
  const folders = [...(await pulumi.runtime.computeCodePaths()).keys()];
  let size = 0;
  for (const folder of folders) size += await folderSize(folder);
  return size;
}

async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => zippedSize(file, await readFile(file))));
  return sizes.reduce((total, size) => total + size, 0);
}
