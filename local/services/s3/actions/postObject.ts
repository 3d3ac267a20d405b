import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import { AwsError } from "../../../engine/awsError";
import { refusalOfSignature } from "../../../engine/endpoint";
import { messageOf } from "../../../engine/localCloudError";
import { policyFault } from "../../../engine/signature";
import { receiveFrom } from "../body";
import { announcedChecksum } from "../checksums";
import { accessDenied, invalidArgument } from "../errors";
import { consume } from "../files";
import type { Content, StoredObject } from "../model";
import { checkPolicy, parsePolicy } from "../postPolicy";
import { type Action, attributesOf, checkedKey, encodeKey, type S3Request, type S3State } from "../request";
import { toXml } from "../xml";
import { writtenHeaders } from "./writes";

/** S3 allows 20 KB beside the file. */
const LIMITS = { fieldSize: 20_000, fields: 100, files: 1, headerPairs: 50 };

/** Fields of a form by name in lower case. */
type Fields = Map<string, string>;

/** PostObject: a form of a browser, with the policy that was signed for it. */
export const postObject: Action = async (state, request, response) => {
  const { objects } = state;
  const { fields, content } = await readForm(state, request);
  const key = fields.get("key") ?? "";
  const object = await objects.put(request.bucket, { key, ...attributesOf(headersOf(fields)), ...content });
  answer(request, response, fields, object);
};

/** Reads a form to its end. Its file is received only if its policy allows it; fields behind the file are ignored. */
async function readForm(state: S3State, request: S3Request): Promise<{ fields: Fields; content: Content }> {
  const fields: Fields = new Map();
  let received: Promise<Content> | undefined;
  const parser = parserOf(request.http);
  parser.on("field", (name, value, isNameCut, isValueCut) => {
    if (!received && !isNameCut && !isValueCut) fields.set(name.toLowerCase(), value);
  });
  parser.on("file", (_, file, fileName) => {
    received = receiveFile(state, request, fields, file, fileName);
    // The form is read to its end before the outcome is asked for. A form that is cut off fails there, too.
    received.catch(() => file.resume());
    // busboy neither ends nor fails if its file is cut off.
    file.on("error", (error) => parser.destroy(error));
  });
  // It may report an error more than once.
  parser.on("error", () => {});
  const whole = await consume(request.http, parser).then(
    () => undefined,
    (error) =>
      new AwsError(
        "MalformedPOSTRequest",
        `The body of your POST request is not well-formed multipart/form-data. ${messageOf(error)}`,
      ),
  );
  if (!received) throw whole ?? invalidArgument("POST requires exactly one file upload per request.");
  if (!whole) return { fields, content: await received };
  await received.then(
    ({ file }) => state.files.discard(file),
    () => {},
  );
  throw whole;
}

function parserOf({ headers }: IncomingMessage) {
  try {
    return new Busboy({
      headers: { ...headers, "content-type": headers["content-type"] ?? "" },
      limits: LIMITS,
      isPartAFile: (name) => name?.toLowerCase() === "file",
    });
  } catch {
    throw new AwsError(
      "PreconditionFailed",
      "Bucket POST must be of the enclosure-type multipart/form-data",
      412,
    );
  }
}

async function receiveFile(
  { files, credentials }: S3State,
  { bucket }: S3Request,
  fields: Fields,
  file: Readable,
  fileName: string | undefined,
): Promise<Content> {
  const key = checkedKey((fields.get("key") ?? "").replace(/\$\{filename\}/g, () => fileName ?? ""));
  if (key === "")
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
    );
  fields.set("key", key).set("bucket", bucket.name);
  const document = fields.get("policy");
  const signature = fields.get("x-amz-signature");
  if (document === undefined || signature === undefined) throw accessDenied();
  const fault = await policyFault(credentials, document, fields.get("x-amz-credential") ?? "", signature);
  if (fault !== undefined) throw refusalOfSignature(fault, "s3");
  const policy = parsePolicy(document);
  checkPolicy(policy, fields, Date.now());
  const headers = headersOf(fields);
  attributesOf(headers);
  const announced = announcedChecksum(headers);
  return receiveFrom(files, file, {
    ...policy.length,
    algorithm: announced?.algorithm,
    checksum: announced && (() => announced.value),
  });
}

/** The fields of a form that are headers of other requests. */
function headersOf(fields: Fields): Record<string, string> {
  const acl = fields.get("acl");
  return { ...Object.fromEntries(fields), ...(acl !== undefined && { "x-amz-acl": acl }) };
}

/** Answers as the form asks. */
function answer(
  { bucket, http }: S3Request,
  response: ServerResponse,
  fields: Fields,
  object: StoredObject,
): void {
  const location = `http://${http.headers.host}/${bucket.name}/${encodeKey(object.key)}`;
  const etag = `"${object.etag}"`;
  const headers = { ...writtenHeaders(bucket, object), Location: location };
  const redirect = fields.get("success_action_redirect") ?? "";
  if (URL.canParse(redirect)) {
    const url = new URL(redirect);
    for (const [name, value] of Object.entries({
      bucket: bucket.name,
      key: object.key,
      etag,
    }))
      url.searchParams.set(name, value);
    response.writeHead(303, { ...headers, Location: url.href }).end();
    return;
  }
  if (fields.get("success_action_status") === "201") {
    response.writeHead(201, { ...headers, "Content-Type": "application/xml" });
    response.end(
      toXml("PostResponse", { Location: location, Bucket: bucket.name, Key: object.key, ETag: etag }),
    );
    return;
  }
  response.writeHead(fields.get("success_action_status") === "200" ? 200 : 204, headers).end();
}
