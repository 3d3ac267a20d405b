import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Hash } from "@smithy/core/serde";
import {
  ALGORITHM_IDENTIFIER,
  createScope,
  getCanonicalHeaders,
  getSigningKey,
  SignatureV4,
  UNSIGNED_PAYLOAD,
} from "@smithy/signature-v4";

/** Access keys that sign requests to the local cloud. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Reason why a signature is refused. Each protocol has its own code for it. */
export type SignatureFault = "missing" | "malformed" | "unknownKey" | "mismatch" | "expired";

/** A request's signature, from the `Authorization` header or a presigned URL. */
interface Signature {
  accessKeyId: string;
  scope: [day: string, region: string, service: string];
  signedHeaders: string[];
  signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  date: string;
  /** Validity of a presigned URL, in seconds. */
  expires?: number;
}

interface Query {
  [name: string]: string | string[];
}

const CREDENTIAL = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/;
const SIGNATURE = /^[\da-f]{64}$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** SHA-256, or its HMAC with a secret, as AWS's signer takes it. */
export class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

type SignedRequest = Parameters<typeof getCanonicalHeaders>[0];

/** AWS's own signer, up to the text that is signed: there is no maintained package that verifies signatures. */
class CanonicalForm extends SignatureV4 {
  constructor(uriEscapePath: boolean) {
    const credentials = { accessKeyId: "", secretAccessKey: "" };
    super({ service: "", region: "", credentials, sha256: Sha256, uriEscapePath });
  }

  textOf(request: SignedRequest, { date, scope, signedHeaders }: Signature, hash: string): Promise<string> {
    const headers = getCanonicalHeaders(request, undefined, new Set(signedHeaders));
    const canonicalRequest = this.createCanonicalRequest(request, headers, hash);
    return this.createStringToSign(date, createScope(...scope), canonicalRequest, ALGORITHM_IDENTIFIER);
  }
}

/** Only S3 signs paths unchanged. */
const forms = { s3: new CanonicalForm(false), others: new CanonicalForm(true) };

/** Returns true if a request is signed, validly or not. The only check for services that admit unsigned requests. */
export function isSigned(request: IncomingMessage): boolean {
  return request.headers.authorization !== undefined || /[?&]X-Amz-Signature=/.test(request.url ?? "");
}

/**
 * Verifies the Signature Version 4 of a request, in a header or in a presigned URL. Any Region is accepted, and a signature does
 * not expire other than a presigned URL: the clock of a client may be turned, which tests do with functions.
 *
 * @param scope The service that the request is for. A signature for one service does not open another.
 * @param body Undefined if it is not read yet; its hash is then not compared with the one that is signed.
 * @returns undefined if the signature is valid.
 */
export async function signatureFault(
  credentials: Credentials,
  request: IncomingMessage,
  scope: string,
  body: Buffer | undefined,
): Promise<SignatureFault | undefined> {
  if (!isSigned(request)) return "missing";
  const [path = "/", rawQuery = ""] = (request.url ?? "/").split(/\?(.*)/s, 2);
  const query = queryOf(rawQuery);
  const signature = query && signatureOf(request, query);
  if (!query || !signature) return "malformed";
  if (signature.accessKeyId !== credentials.accessKeyId) return "unknownKey";
  if (signature.scope[2] !== scope) return "mismatch";
  const claimed = textOf(request.headers["x-amz-content-sha256"]) ?? textOf(query["X-Amz-Content-Sha256"]);
  const actual = body && createHash("sha256").update(body).digest("hex");
  if (actual && claimed && claimed !== UNSIGNED_PAYLOAD && claimed !== actual) return "mismatch";
  const signed: SignedRequest = {
    method: request.method ?? "GET",
    protocol: "http:",
    hostname: "",
    path,
    query,
    headers: headersOf(request, signature.signedHeaders),
  };
  const form = scope === "s3" ? forms.s3 : forms.others;
  const text = await form.textOf(signed, signature, claimed ?? actual ?? UNSIGNED_PAYLOAD);
  if (!(await isProof(credentials, signature, text))) return "mismatch";
  return isExpired(signature) ? "expired" : undefined;
}

/**
 * Verifies the signature of the policy document in a form for S3, which replaces that of the request. The document
 * itself holds its expiry.
 */
export async function policyFault(
  credentials: Credentials,
  document: string,
  credential: string,
  signature: string,
): Promise<SignatureFault | undefined> {
  const [, accessKeyId, day, region, service] = CREDENTIAL.exec(credential) ?? [];
  if (!accessKeyId || !day || !region || service !== "s3" || !SIGNATURE.test(signature)) return "malformed";
  if (accessKeyId !== credentials.accessKeyId) return "unknownKey";
  const isValid = await isProof(credentials, { scope: [day, region, service], signature }, document);
  return isValid ? undefined : "mismatch";
}

async function isProof(
  credentials: Credentials,
  { scope, signature }: Pick<Signature, "scope" | "signature">,
  text: string,
): Promise<boolean> {
  const key = await getSigningKey(Sha256, credentials, ...scope);
  const expected = createHmac("sha256", key).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex"));
}

/** Returns the unescaped query; undefined if it is not validly escaped. A plus sign stands for itself. */
function queryOf(raw: string): Query | undefined {
  const query: Query = Object.create(null);
  try {
    for (const pair of raw.split("&").filter((part) => part !== "")) {
      const [name = "", value = ""] = pair.split(/=(.*)/s, 2).map(decodeURIComponent);
      const former = query[name];
      query[name] = former === undefined ? value : [former, value].flat();
    }
    return query;
  } catch {
    return undefined;
  }
}

function signatureOf(request: IncomingMessage, query: Query): Signature | undefined {
  const fields = fieldsOf(request, query);
  const [, accessKeyId, day, region, service] = CREDENTIAL.exec(fields.credential) ?? [];
  if (!accessKeyId || !day || !region || !service) return undefined;
  const { date, signature } = fields;
  const signedHeaders = fields.signedHeaders.split(";");
  if (!DATE.test(date) || !SIGNATURE.test(signature) || !signedHeaders.includes("host")) return undefined;
  return {
    accessKeyId,
    scope: [day, region, service],
    signedHeaders,
    signature,
    date,
    expires: fields.expires === undefined ? undefined : Number(fields.expires),
  };
}

function fieldsOf(request: IncomingMessage, query: Query) {
  const { authorization } = request.headers;
  // Also with a header: the signature of a presigned URL is valid there, too.
  const expires = textOf(query["X-Amz-Expires"]);
  if (authorization === undefined) {
    return {
      credential: textOf(query["X-Amz-Credential"]) ?? "",
      signedHeaders: textOf(query["X-Amz-SignedHeaders"]) ?? "",
      signature: textOf(query["X-Amz-Signature"]) ?? "",
      date: textOf(query["X-Amz-Date"]) ?? "",
      expires: expires ?? "0",
    };
  }
  const field = (name: string) => new RegExp(`[ ,]${name}=([^, ]+)`).exec(authorization)?.[1] ?? "";
  return {
    credential: authorization.startsWith(`${ALGORITHM_IDENTIFIER} `) ? field("Credential") : "",
    signedHeaders: field("SignedHeaders"),
    signature: field("Signature"),
    date: textOf(request.headers["x-amz-date"]) ?? "",
    expires,
  };
}

function headersOf(request: IncomingMessage, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, [request.headers[name] ?? ""].flat().join(",")]));
}

function isExpired({ date, expires }: Signature): boolean {
  if (expires === undefined) return false;
  const signedAt = Date.parse(date.replace(DATE, "$1-$2-$3T$4:$5:$6Z"));
  return !(Date.now() <= signedAt + expires * 1000);
}

/** A value that occurs once; undefined for others. */
function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
