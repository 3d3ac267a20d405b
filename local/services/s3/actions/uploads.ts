import { ENCRYPTION_HEADERS, versionHeaders } from "../answers";
import { readXml, receive, receiveFrom } from "../body";
import { announcedChecksum, checksumElements, checksumHeaders, checksumOf, newHash } from "../checksums";
import { copyRangeOf, writeCheck } from "../conditions";
import { invalidRequest, malformedXml } from "../errors";
import { lookingAgain } from "../files";
import type { Upload } from "../model";
import { type Action, attributesOf, encodeKey, partNumberOf } from "../request";
import { childrenOf, sendXml, textOf } from "../xml";
import { copyResult, copySource } from "./writes";

/** CreateMultipartUpload */
export const createMultipartUpload: Action = async ({ uploads }, { http, bucket, key }, response) => {
  const { headers } = http;
  const checksum = wantedChecksum(headers["x-amz-checksum-algorithm"], headers["x-amz-checksum-type"]);
  const { uploadId } = await uploads.create(bucket.name, key, attributesOf(headers), checksum);
  const content = { Bucket: bucket.name, Key: key, UploadId: uploadId };
  sendXml(response, "InitiateMultipartUploadResult", content, {
    ...ENCRYPTION_HEADERS,
    ...(checksum && {
      "x-amz-checksum-algorithm": checksum.algorithm,
      "x-amz-checksum-type": checksum.type,
    }),
  });
};

/** Each algorithm has a type of its own unless the client asks for another. */
function wantedChecksum(
  named: string | string[] | undefined,
  type: string | string[] | undefined,
): Upload["checksum"] {
  if (named === undefined) return undefined;
  const algorithm = String(named).toUpperCase();
  newHash(algorithm);
  const isWhole = algorithm === "CRC64NVME" || type === "FULL_OBJECT";
  if (isWhole && algorithm.startsWith("SHA")) {
    throw invalidRequest(
      `The FULL_OBJECT checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    );
  }
  if (algorithm === "CRC64NVME" && type === "COMPOSITE") {
    throw invalidRequest("The COMPOSITE checksum type cannot be used with the CRC64NVME checksum algorithm.");
  }
  return { algorithm, type: isWhole ? "FULL_OBJECT" : "COMPOSITE" };
}

/** UploadPart */
export const uploadPart: Action = async ({ files, uploads }, { http, bucket, key, query }, response) => {
  const number = partNumberOf(query.get("partNumber"));
  const { uploadId, checksum: wanted } = await uploads.get(bucket.name, key, query.get("uploadId") ?? "");
  const announced = announcedChecksum(http.headers)?.algorithm;
  if (wanted && announced && announced !== wanted.algorithm) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${wanted.algorithm.toLowerCase()}, actual checksum Type: ${announced.toLowerCase()}`,
    );
  }
  const content = await receive(files, http, wanted?.algorithm);
  await uploads.putPart(bucket.name, key, uploadId, number, content);
  const { etag, checksum } = content;
  const { "x-amz-checksum-type": _, ...checksums } = checksumHeaders(checksum);
  response.writeHead(200, { ETag: `"${etag}"`, ...ENCRYPTION_HEADERS, ...checksums }).end();
};

/** UploadPartCopy */
export const uploadPartCopy: Action = async (state, { http, bucket, key, query }, response) => {
  const { files, uploads } = state;
  const number = partNumberOf(query.get("partNumber"));
  const { uploadId, checksum } = await uploads.get(bucket.name, key, query.get("uploadId") ?? "");
  const wanted = http.headers["x-amz-copy-source-range"];
  const { headers, opened } = await lookingAgain(async () => {
    const { object, headers } = await copySource(state, http.headers);
    const range = wanted === undefined ? undefined : copyRangeOf(String(wanted), object.size);
    return { headers, opened: await files.read(object, range) };
  });
  const content = await receiveFrom(files, opened, { algorithm: checksum?.algorithm });
  await uploads.putPart(bucket.name, key, uploadId, number, content);
  const result = copyResult({ ...content, modifiedAt: Date.now() });
  sendXml(response, "CopyPartResult", result, { ...ENCRYPTION_HEADERS, ...headers });
};

/** CompleteMultipartUpload */
export const completeMultipartUpload: Action = async (
  { uploads },
  { http, bucket, key, query },
  response,
) => {
  const body = await readXml(http, "CompleteMultipartUpload", false);
  const named = childrenOf(body, "Part").map((part) => ({
    number: partNumberOf(textOf(part, "PartNumber") ?? null),
    etag: (textOf(part, "ETag") ?? "").replaceAll('"', ""),
    checksum: checksumOf(part),
  }));
  if (named.length === 0) throw malformedXml();
  const object = await uploads.complete(bucket, key, query.get("uploadId") ?? "", named, {
    check: writeCheck(http.headers),
    expected: announcedChecksum(http.headers)?.value,
  });
  const content = {
    Location: `http://${http.headers.host}/${bucket.name}/${encodeKey(key)}`,
    Bucket: bucket.name,
    Key: key,
    ETag: `"${object.etag}"`,
    ...checksumElements(object.checksum),
  };
  sendXml(response, "CompleteMultipartUploadResult", content, {
    ...ENCRYPTION_HEADERS,
    ...versionHeaders(bucket, object.versionId),
  });
};

/** AbortMultipartUpload */
export const abortMultipartUpload: Action = async ({ uploads }, { bucket, key, query }, response) => {
  await uploads.abort(bucket.name, key, query.get("uploadId") ?? "");
  response.writeHead(204).end();
};
