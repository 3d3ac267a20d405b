import { SignatureV4 } from "@smithy/signature-v4";
import { type Credentials, Sha256 } from "../../local/engine/signature";

/** A call of a service for which the tests have no client. */
export interface ServiceCall {
  service: string;
  /** `Service.Operation` of a JSON protocol; absent for the query protocol. */
  target?: string;
  /** Method and path of a REST API. Default: `POST /`. */
  http?: readonly [method: string, path: string];
  /** Absent if the method takes none. */
  body?: string;
}

/** Signs a call and returns the answer. */
export async function signedCall(
  { url, credentials }: { url: string; credentials: Credentials },
  { service, target, http: [method, path] = ["POST", "/"], body }: ServiceCall,
): Promise<{ status: number; errorType: string | null; body: string }> {
  const { host, pathname, searchParams } = new URL(path, url);
  const signer = new SignatureV4({ service, region: "us-east-1", credentials, sha256: Sha256 });
  const signed = await signer.sign({
    ...{ method, protocol: "http:", hostname: host, path: pathname, body },
    query: Object.fromEntries(searchParams),
    headers: {
      host,
      ...(target
        ? { "content-type": "application/x-amz-json-1.0", "x-amz-target": target }
        : { "content-type": "application/x-www-form-urlencoded" }),
    },
  });
  const { host: _, ...headers } = signed.headers;
  const response = await fetch(new URL(path, url), { method, headers, body });
  const errorType = response.headers.get("x-amzn-errortype");
  return { status: response.status, errorType, body: await response.text() };
}
