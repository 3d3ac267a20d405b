import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { unzipSync } from "fflate";
import { PAGE } from "./model";

const BUCKET = "site";
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
  txt: "text/plain; charset=utf-8",
};

/**
 * Puts the page of the release before in the place of today's, compressed as that is.
 * @returns puts today's back, as an upgrade does.
 */
export async function deployFormerPage(s3: S3Client, siteUrl: string): Promise<() => Promise<void>> {
  const put = (object: Omit<PutObjectCommandInput, "Bucket">) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, CacheControl: "no-cache", ...object }));
  const origins = /connect-src [^;]*/;
  const [allowed = ""] = origins.exec(await (await fetch(siteUrl)).text()) ?? [];
  const replaced: Parameters<typeof put>[0][] = [];
  for (const [Key, bytes] of Object.entries(unzipSync(readFileSync(PAGE)))) {
    const today = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key })).catch(() => undefined);
    if (today) {
      const { Body, ContentType, ContentEncoding } = await s3.send(
        new GetObjectCommand({ Bucket: BUCKET, Key }),
      );
      replaced.push({ Key, Body: await Body?.transformToByteArray(), ContentType, ContentEncoding });
    }
    const isPage = Key === "index.html";
    const content = isPage ? Buffer.from(bytes).toString().replace(origins, allowed) : bytes;
    const ContentType = TYPES[Key.split(".").at(-1) ?? ""];
    const isText = ContentType !== TYPES.png;
    await put({
      ...{ Key, ContentType, Body: isText ? gzipSync(content) : content },
      ...(isText && { ContentEncoding: "gzip" }),
    });
  }
  return async () => {
    for (const object of replaced) await put(object);
  };
}
