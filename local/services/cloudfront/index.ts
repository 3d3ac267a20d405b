import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "node:https";
import compression from "compression";
import { globalArn, physicalName } from "../../engine/arn";
import { DAY_MS } from "../../engine/duration";
import { authorityOf, listen, listenAgain, type Ports, stopListening } from "../../engine/listen";
import { createTlsListener } from "../../engine/listener";
import { messageOf, reasonOf } from "../../engine/localCloudError";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import { ownPages } from "../../engine/trust";
import type { S3 } from "../s3";
import { lookingAgain } from "../s3/files";
import { type BucketObjects, keyOf } from "../s3/objects";
import { certificateOf } from "./certificate";

interface CloudFrontOptions {
  host: string;
  /** The port of the first distribution; 0 for any free one. */
  sitePort: number;
  ports: Ports;
  s3: Pick<S3, "objects" | "permits">;
  report(problem: string): void;
}

/** The inputs of `aws.cloudfront.Distribution` that matter here. */
interface DistributionInputs {
  origins: { originId: string; domainName: string }[];
  defaultCacheBehavior: { targetOriginId: string; responseHeadersPolicyId?: string; compress?: boolean };
  defaultRootObject?: string;
}

interface Distribution {
  arn: string;
  objects: BucketObjects;
  rootObject?: string;
  headers: Record<string, string>;
}

/** CloudFront compresses objects of 1,000 bytes and more. */
const COMPRESSION = compression({ threshold: 1000 });

/** Interval between checks of whether the certificate expires soon. */
const RENEWAL_INTERVAL_MS = DAY_MS;

/** The distributions of the program, each a server of its own, and the policies of their headers. */
class Distributions {
  private readonly policies = new Map<string, Record<string, string>>();
  private readonly servers: Server[] = [];

  constructor(
    private readonly context: CloudContext,
    private readonly options: CloudFrontOptions,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { host, sitePort, ports } = this.options;
    const inputs = request.inputs as unknown as DistributionInputs;
    const id = `E${createHash("sha256").update(request.name).digest("hex").slice(0, 13).toUpperCase()}`;
    const arn = globalArn(this.context, "cloudfront", `distribution/${id}`);
    const distribution: Distribution = {
      arn,
      objects: this.options.s3.objects(bucketOf(inputs)),
      rootObject: inputs.defaultRootObject,
      headers: this.policies.get(inputs.defaultCacheBehavior.responseHeadersPolicyId ?? "") ?? {},
    };
    const server = await this.serve(distribution, inputs.defaultCacheBehavior.compress);
    const isFirst = this.servers.length === 1 && sitePort !== 0;
    const port = await (isFirst
      ? listen(server, sitePort)
      : listenAgain(server, `distribution ${request.name}`, ports));
    const domainName = authorityOf("https", host, port);
    return { id, state: { ...request.inputs, arn, domainName, status: "Deployed", etag: id } };
  }

  createHeaders(request: ResourceRequest): ResourceResult {
    const id = physicalName(request);
    this.policies.set(id, headersOf(request.inputs, this.options.host));
    return { id, state: { ...request.inputs, name: id, etag: id } };
  }

  async renewCertificate(): Promise<void> {
    const certificate = await certificateOf(this.context, this.options.host);
    for (const server of this.servers) server.setSecureContext(certificate);
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map(stopListening));
  }

  private async serve(distribution: Distribution, compress?: boolean): Promise<Server> {
    const { host, s3, report } = this.options;
    const tls = await certificateOf(this.context, host);
    const server = createTlsListener(tls, ownPages(host), (asked, response) => ({
      async answer() {
        if (compress) await new Promise<void>((resolve) => COMPRESSION(asked, response, () => resolve()));
        await lookingAgain(() => answer(distribution, s3, asked, response));
      },
      refuse: (reason) => refuse(distribution, response, 403, reason),
      fail(error) {
        report(`CloudFront, ${asked.method} ${asked.url}: ${messageOf(error)}`);
        refuse(distribution, response, 502, "Bad Gateway");
      },
    }));
    this.servers.push(server);
    return server;
  }
}

/** The bucket that a distribution serves. @throws Error if its origin is another one. */
function bucketOf({ origins, defaultCacheBehavior }: DistributionInputs): string {
  const origin = origins.find(({ originId }) => originId === defaultCacheBehavior.targetOriginId);
  const bucket = /^(.+)\.s3[.-]/.exec(origin?.domainName ?? "")?.[1];
  if (bucket === undefined) throw new Error("the local CloudFront supports S3 buckets as origins only.");
  return bucket;
}

/**
 * CloudFront over HTTPS with a self-signed certificate, so a browser warns once. It serves a bucket that lets the
 * distribution read it, with the headers of its response headers policy. Not supported: caches, other origins and
 * behaviors, functions and custom domains.
 */
export function cloudfront(context: CloudContext, options: CloudFrontOptions): Service {
  const distributions = new Distributions(context, options);
  const renewal = setInterval(() => {
    distributions
      .renewCertificate()
      .catch((error) => options.report(`CloudFront: renewing the certificate failed: ${reasonOf(error)}`));
  }, RENEWAL_INTERVAL_MS);
  renewal.unref();

  return {
    scopes: [],
    resources: {
      "aws:cloudfront/distribution:Distribution": (request) => distributions.create(request),
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": (request) =>
        distributions.createHeaders(request),
    },
    async close() {
      clearInterval(renewal);
      await distributions.close();
    },
  };
}

async function answer(
  distribution: Distribution,
  s3: CloudFrontOptions["s3"],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { arn, objects, rootObject = "", headers } = distribution;
  const path = keyOf(request);
  if (path === undefined) return refuse(distribution, response, 400, "Bad Request");
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refuse(
      distribution,
      response,
      403,
      "This distribution is not configured to allow the HTTP request method.",
    );
  }
  const key = path === "" ? rootObject : path;
  const resource = `arn:aws:s3:::${objects.bucket.name}/${key}`;
  const mayRead = s3.permits("cloudfront.amazonaws.com", "s3:GetObject", resource, arn);
  const object = mayRead ? await objects.find(key) : undefined;
  // S3 answers 403 for missing objects, too, because the distribution cannot list the bucket.
  if (!object) return refuse(distribution, response, 403, "Access Denied");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  await objects.serve(object, request, response);
}

function refuse({ headers }: Distribution, response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...headers, "Content-Type": "text/html" });
  response.end(`<h1>${status}</h1><p>${message}</p>\n`);
}

/** A config of one header: its input, the header, and the value. */
const SECURITY_HEADERS: Record<string, (config: Record<string, unknown>) => [name: string, value: string]> = {
  contentSecurityPolicy: (config) => ["Content-Security-Policy", String(config.contentSecurityPolicy)],
  contentTypeOptions: () => ["X-Content-Type-Options", "nosniff"],
  frameOptions: (config) => ["X-Frame-Options", String(config.frameOption)],
  referrerPolicy: (config) => ["Referrer-Policy", String(config.referrerPolicy)],
};

/** `Strict-Transport-Security` is left out: a browser would refuse every other server on this host from then on. */
function headersOf(inputs: Record<string, unknown>, host: string): Record<string, string> {
  const security = (inputs.securityHeadersConfig ?? {}) as Record<string, Record<string, unknown>>;
  const headers = Object.fromEntries(
    Object.entries(SECURITY_HEADERS).flatMap(([input, header]) => {
      const config = security[input];
      return config ? [header(config)] : [];
    }),
  );
  const policy = headers["Content-Security-Policy"];
  return policy ? { ...headers, "Content-Security-Policy": withLocalServices(policy, host) } : headers;
}

/** A policy contains the AWS host names of the region's services; here they are replaced by those of this machine. */
function withLocalServices(policy: string, host: string): string {
  return policy.replace(
    /https:\/\/(\*\.execute-api|cognito-idp)\.[\w.-]+/g,
    `http://${host}:* http://127.0.0.1:*`,
  );
}
