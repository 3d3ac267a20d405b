import { SignatureV4 } from "@smithy/signature-v4";
import { type Credentials, Sha256 } from "../../local/engine/signature";

/** A call of a service for which the tests have no client. */
export interface ServiceCall {
  service: string;
  /** `Service.Operation` of a JSON protocol; absent for the query protocol. */
  target?: string;
  body: string;
}

/** Signs a call and returns the answer. */
export async function signedCall(
  { url, credentials }: { url: string; credentials: Credentials },
  { service, target, body }: ServiceCall,
): Promise<{ status: number; body: string }> {
  const { host } = new URL(url);
  const signer = new SignatureV4({ service, region: "us-east-1", credentials, sha256: Sha256 });
  const signed = await signer.sign({
    ...{ method: "POST", protocol: "http:", hostname: host, path: "/", body },
    headers: {
      host,
      ...(target
        ? { "content-type": "application/x-amz-json-1.0", "x-amz-target": target }
        : { "content-type": "application/x-www-form-urlencoded" }),
    },
  });
  const { host: _, ...headers } = signed.headers;
  const response = await fetch(url, { method: "POST", headers, body });
  return { status: response.status, body: await response.text() };
}
