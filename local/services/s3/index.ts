import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import XMLBuilder from "fast-xml-builder";
import S3rver from "s3rver";
import accounts from "s3rver/lib/models/account";
import { listen, listenAgain, type Ports, stopListening } from "../../engine/listen";
import { codeOf, LocalCloudError, messageOf } from "../../engine/localCloudError";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import { type BucketAccess, isPermitted } from "./access";
import { answerOwnOperation } from "./actions";
import { makeUploadsAtomic } from "./atomicUploads";
import type { ObjectServer } from "./objects";
import { ObjectVersions } from "./versions";
import { createWebsite } from "./website";

export interface S3Options {
  /** The host name in website addresses. */
  host: string;
  /** Where the first website is served; 0 for any free port. */
  sitePort: number;
  ports: Ports;
}

// The endpoint has verified the signature.
accounts.registry = { get: () => accounts.DUMMY_ACCOUNT };
accounts.DUMMY_ACCOUNT.accessKeys = { get: () => "local" };

export interface S3 extends Service {
  /** Serves a bucket's objects to everyone. */
  objects(bucket: string): ObjectServer;
  /** True if an AWS service may perform `action` on `resource` on behalf of `sourceArn`. */
  permits(service: string, action: string, resource: string, sourceArn: string): boolean;
}

/** The headers of an object by the input of `aws.s3.BucketObject` that sets them. */
const OBJECT_HEADERS = {
  contentType: "content-type",
  cacheControl: "cache-control",
  contentEncoding: "content-encoding",
} as const;

/**
 * S3 over s3rver, kept in `<data>/s3`, and noncurrent versions of objects in `<data>/s3versions`. `PUT` does
 * not answer the version's ID, and a lifecycle does not move or expire objects; `PUT` takes a storage class, and what is archived must be restored before it is read.
 */
export async function s3(context: CloudContext, options: S3Options): Promise<S3> {
  await checkPort(options.sitePort);
  const [engine, versionsEngine] = ["s3", "s3versions"].map(
    (folder) =>
      new S3rver({
        directory: `${context.dataDir}/${folder}`,
        silent: true,
        vhostBuckets: false,
        allowMismatchedSignatures: true,
      }),
  ) as [S3rver, S3rver];
  const { store } = engine;
  const serve = engine.callback();
  for (const one of [store, versionsEngine.store]) makeUploadsAtomic(one);
  const versions = new ObjectVersions(store, versionsEngine.store);
  const restored = context.document<Record<string, number>>("restoredObjects", {});
  const deployed = context.document<Record<string, string[]>>("deployedObjects", {});
  const declared = new Map<string, Set<string>>();
  const access = new Map<string, BucketAccess>();
  const websites: Server[] = [];

  async function createBucket({ name, inputs }: ResourceRequest): Promise<ResourceResult> {
    const bucket = String(inputs.bucket ?? name).toLowerCase();
    await store.putBucket(bucket);
    const bucketDomainName = `${bucket}.s3.amazonaws.com`;
    const bucketRegionalDomainName = `${bucket}.s3.${context.region}.amazonaws.com`;
    const names = { bucket, arn: `arn:aws:s3:::${bucket}`, bucketDomainName, bucketRegionalDomainName };
    return {
      id: bucket,
      state: { ...inputs, ...names, bucketRegion: context.region, region: context.region },
    };
  }

  async function createObject({ name, inputs }: ResourceRequest): Promise<ResourceResult> {
    const bucket = String(inputs.bucket);
    const key = String(inputs.key ?? name);
    const metadata: Record<string, string> = {};
    for (const [input, header] of Object.entries(OBJECT_HEADERS)) {
      if (inputs[input] !== undefined) metadata[header] = String(inputs[input]);
    }
    const md5 = await putIfChanged({ bucket, key, content: contentOf(inputs), metadata });
    declared.set(bucket, (declared.get(bucket) ?? new Set()).add(key));
    if (!deployed.value[bucket]?.includes(key)) {
      await deployed.update((value) => Object.assign(value, { [bucket]: [...(value[bucket] ?? []), key] }));
    }
    return { id: key, state: { ...inputs, key, etag: md5, arn: `arn:aws:s3:::${bucket}/${key}` } };
  }

  /** Stores an object of the program. As a deployment, it makes no version of one that is as it was. */
  async function putIfChanged(object: {
    bucket: string;
    key: string;
    content: Buffer;
    metadata: Record<string, string>;
  }): Promise<string> {
    const { bucket, key, content, metadata } = object;
    const md5 = createHash("md5").update(content).digest("hex");
    if (await store.existsObject(bucket, key)) {
      const stored = await store.getMetadata(bucket, key);
      const headers = Object.values(OBJECT_HEADERS);
      if (stored.etag === `"${md5}"` && headers.every((name) => stored[name] === metadata[name])) return md5;
    }
    await store.putObject(object);
    return md5;
  }

  async function enableVersioning({ inputs }: ResourceRequest): Promise<ResourceResult> {
    const bucket = String(inputs.bucket);
    const { status } = inputs.versioningConfiguration as { status: string };
    if (status === "Enabled") await versions.enable(bucket);
    return { id: bucket, state: inputs };
  }

  async function createCors({ inputs }: ResourceRequest): Promise<ResourceResult> {
    const bucket = String(inputs.bucket);
    const text = corsXml(inputs.corsRules as CorsRule[]);
    await store.putSubresource(bucket, undefined, { type: "cors", toXML: () => text });
    return { id: bucket, state: inputs };
  }

  async function createSite({ inputs }: ResourceRequest): Promise<ResourceResult> {
    const bucket = String(inputs.bucket);
    const { indexDocument, errorDocument } = inputs as {
      indexDocument?: { suffix: string };
      errorDocument?: { key: string };
    };
    const server = createWebsite({
      bucket,
      host: options.host,
      indexSuffix: indexDocument?.suffix ?? "index.html",
      errorKey: errorDocument?.key,
      store,
      engine: serve,
      access: () => access.get(bucket),
    });
    websites.push(server);
    const isFirst = websites.length === 1 && options.sitePort !== 0;
    const port = await (isFirst
      ? listen(server, options.sitePort)
      : listenAgain(server, `site ${bucket}`, options.ports));
    return {
      id: bucket,
      state: { ...inputs, websiteEndpoint: `${options.host}:${port}`, websiteDomain: options.host },
    };
  }

  /** Notes a setting of a bucket that decides who may read it. */
  function setAccess({ inputs }: ResourceRequest, setting: BucketAccess): ResourceResult {
    const bucket = String(inputs.bucket);
    access.set(bucket, { ...access.get(bucket), ...setting });
    return { id: bucket, state: inputs };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!(await answerOwnOperation({ store, versions, restored, access }, request, response)))
      await serve(request, response);
  }

  /** Objects that an earlier run deployed and this program no longer has, such as old files of the site. */
  async function deleteUndeclared(): Promise<void> {
    for (const [bucket, keys] of Object.entries(deployed.value)) {
      const gone = keys.filter((key) => !declared.get(bucket)?.has(key));
      for (const key of gone) await store.deleteObject(bucket, key);
    }
    await deployed.update((value) => {
      for (const bucket of Object.keys(value)) delete value[bucket];
      for (const [bucket, keys] of declared) value[bucket] = [...keys];
    });
  }

  return {
    scopes: ["s3"],
    resources: {
      "aws:s3/bucket:Bucket": createBucket,
      "aws:s3/bucketObjectv2:BucketObjectv2": createObject,
      "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": createCors,
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": createSite,
      "aws:s3/bucketVersioning:BucketVersioning": enableVersioning,
      "aws:s3/bucketPolicy:BucketPolicy": (request) => setAccess(request, { policy: policyOf(request) }),
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (request) =>
        setAccess(request, { publicAccessBlock: request.inputs }),
    },
    // A bucket's policy may let everyone read.
    isPublic: () => true,
    stream(request, response) {
      answer(request, response).catch((error) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end(messageOf(error));
      });
    },
    objects: (bucket) => ({ bucket, store, engine: serve }),
    permits(service, action, resource, sourceArn) {
      const bucket = /^arn:aws:s3:::([^/]+)/.exec(resource)?.[1] ?? "";
      return isPermitted(access.get(bucket), service, action, resource, sourceArn);
    },
    settle: deleteUndeclared,
    async close() {
      await Promise.all(websites.map(stopListening));
      for (const one of [engine, versionsEngine]) one.logger.close();
    },
  };
}

/** Detects that the port is in use before any resource is created. */
async function checkPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await listen(server, port);
  } catch (error) {
    if (codeOf(error) === "EACCES")
      throw new LocalCloudError(
        `Port ${port} needs administrator rights. Choose one above 1023 with --port (0 picks a free one).`,
      );
    if (codeOf(error) !== "EADDRINUSE") throw error;
    throw new LocalCloudError(
      `Port ${port} is in use by another program. Stop it, or choose another port with --port (0 picks a free one).`,
    );
  }
  await stopListening(server);
}

function policyOf({ inputs }: ResourceRequest): string {
  return typeof inputs.policy === "string" ? inputs.policy : JSON.stringify(inputs.policy);
}

function contentOf({ content, contentBase64 }: Record<string, unknown>): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  if (typeof contentBase64 === "string") return Buffer.from(contentBase64, "base64");
  throw new Error("it needs `content` or `contentBase64`.");
}

interface CorsRule {
  allowedMethods: string[];
  allowedOrigins: string[];
  allowedHeaders?: string[];
  exposeHeaders?: string[];
  maxAgeSeconds?: number;
}

function corsXml(rules: CorsRule[]): string {
  const CORSRule = rules.map((rule) => ({
    AllowedMethod: rule.allowedMethods,
    AllowedOrigin: rule.allowedOrigins,
    AllowedHeader: rule.allowedHeaders,
    ExposeHeader: rule.exposeHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds,
  }));
  return new XMLBuilder().build({ CORSConfiguration: { CORSRule } });
}
