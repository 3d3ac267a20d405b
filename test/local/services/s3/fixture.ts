import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import type { CloudContext } from "../../../../local/engine/service";
import { Sha256 } from "../../../../local/engine/signature";
import { type S3, s3 } from "../../../../local/services/s3";
import { CREDENTIALS } from "../../../helpers/endpoint";
import { type Harness, start } from "../../harness";

export interface S3Fixture extends Harness<S3> {
  client: Harness<S3>["client"];
  s3: S3Client;
  restart(): Promise<S3Fixture>;
}

/** S3 alone, with the buckets `plain` and `versioned`. */
export async function startS3(): Promise<S3Fixture> {
  return around(await start((context) => startEmptyS3(context, expect.fail)));
}

/** S3 alone, without a bucket. */
export function startEmptyS3(context: CloudContext, report: (problem: string) => void): Promise<S3> {
  const value: Record<string, number> = {};
  const ports = { value, update: async (change: (all: typeof value) => void) => change(value) };
  return s3(context, { host: "localhost", sitePort: 0, ports, report });
}

async function around(harness: Harness<S3>): Promise<S3Fixture> {
  for (const bucket of ["plain", "versioned"]) await harness.make("aws:s3/bucket:Bucket", bucket, { bucket });
  await harness.make("aws:s3/bucketVersioning:BucketVersioning", "versioned", {
    bucket: "versioned",
    versioningConfiguration: { status: "Enabled" },
  });
  const client = new S3Client(clientConfig(harness));
  return {
    ...harness,
    s3: client,
    async restart() {
      client.destroy();
      return around(await harness.restart());
    },
    async close() {
      client.destroy();
      await harness.close();
    },
  };
}

export function clientConfig({ client }: Harness<S3>): S3ClientConfig {
  // A refusal is what a test waits for.
  return { ...client, maxAttempts: 1 };
}

/** The error code and status with which a call is refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => expect.fail("It was not refused."),
    (reason) => reason,
  );
  return `${error.$metadata?.httpStatusCode} ${error.Code ?? error.name}`;
}

/** Headers of a request with its signature, for requests that the SDK does not send. Its body is not signed. */
export async function signed(
  fixture: Pick<S3Fixture, "url">,
  target: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Record<string, string>> {
  const { host, hostname } = new URL(fixture.url);
  // Not as a URL, which would resolve its dots.
  const [path = "", search] = target.split("?", 2);
  const signer = new SignatureV4({
    ...{ service: "s3", region: "us-east-1", credentials: CREDENTIALS, sha256: Sha256, uriEscapePath: false },
  });
  const request = await signer.sign({
    ...{ method, protocol: "http:", hostname, path, query: Object.fromEntries(new URLSearchParams(search)) },
    headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers },
  });
  return request.headers;
}
