import type { Server } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { readInputs } from "../../engine/inputs";
import { listen, listenAgain, type Ports, stopListening } from "../../engine/listen";
import { codeOf, LocalCloudError, messageOf } from "../../engine/localCloudError";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import { isPermitted } from "./access";
import { Buckets } from "./buckets";
import { openDatabase } from "./database";
import { dispatch } from "./dispatch";
import { applyLifecycle } from "./lifecycle";
import { isArchived } from "./model";
import { creationNotices } from "./notices";
import { BucketObjects } from "./objects";
import type { S3State } from "./request";
import { bucketResources, objectResources } from "./resources";
import { importS3rverFolder } from "./s3rverFolder";
import { ObjectStore } from "./store";
import { Uploads } from "./uploads";
import { createWebsite } from "./website";

export interface S3Options {
  /** The host name in website addresses. */
  host: string;
  /** Port of the first website; 0 for any free port. */
  sitePort: number;
  ports: Ports;
  report(problem: string): void;
}

export interface S3 extends Service {
  /** A bucket's objects for a server that shows them to everyone. */
  objects(bucket: string): BucketObjects;
  /** Content of an object's current version, or of another one; undefined if it cannot be read. */
  read(bucket: string, key: string, versionId?: string): Promise<Buffer | undefined>;
  /** True if an AWS service may perform `action` on `resource` on behalf of `sourceArn`. */
  permits(service: string, action: string, resource: string, sourceArn: string): boolean;
}

/** S3 applies due rules at midnight, UTC. */
const LIFECYCLE_INTERVAL_MS = 3_600_000;

const websiteInputs = z.object({
  bucket: z.string(),
  indexDocument: z.object({ suffix: z.string() }).optional(),
  errorDocument: z.object({ key: z.string() }).optional(),
});

/**
 * Amazon S3, kept in `<data>/buckets`: the operations in `operations.ts`, and websites. Objects have versions, storage
 * classes, checksums and conditions; only declared buckets exist. Not supported: tags, ACLs, object lock, KMS keys,
 * event notifications other than those of new objects to queues, and changes of a bucket's settings through the API.
 */
export async function s3(context: CloudContext, options: S3Options): Promise<S3> {
  const { region, credentials } = context;
  const { host, sitePort, ports, report } = options;
  await checkPort(sitePort);
  const database = await openDatabase(join(context.dataDir, "buckets"));
  const { files } = database;
  const objects = new ObjectStore(database, creationNotices(context));
  await importS3rverFolder(context.dataDir, files, objects).catch(async (error) => {
    await database.close();
    throw error;
  });
  const buckets = new Buckets(database);
  const uploads = new Uploads(database, objects);
  const state: S3State = { files, objects, uploads, buckets, region, credentials };
  const deployed = objectResources(state, buckets, context.document("deployedObjects", {}));
  const websites: Server[] = [];

  let isClosed = false;

  /** Functions may still be at work while the local cloud stops. */
  function reportFault(problem: string): void {
    if (!isClosed) report(problem);
  }

  async function applyLifecycles(): Promise<void> {
    for (const bucket of buckets.all()) await applyLifecycle(bucket, objects, uploads, Date.now());
  }

  const lifecycles = setInterval(() => {
    applyLifecycles().catch((error) => report(`S3, lifecycle: ${messageOf(error)}`));
  }, LIFECYCLE_INTERVAL_MS);
  lifecycles.unref();

  async function createSite(request: ResourceRequest): Promise<ResourceResult> {
    const { bucket, indexDocument, errorDocument } = readInputs(websiteInputs, request);
    const server = createWebsite({
      objects: new BucketObjects(buckets.get(bucket), state),
      host,
      indexSuffix: indexDocument?.suffix ?? "index.html",
      errorKey: errorDocument?.key,
    });
    websites.push(server);
    const isFirst = websites.length === 1 && sitePort !== 0;
    const port = await (isFirst ? listen(server, sitePort) : listenAgain(server, `site ${bucket}`, ports));
    const endpoint = { websiteEndpoint: `${host}:${port}`, websiteDomain: host };
    return { id: bucket, state: { ...request.inputs, ...endpoint } };
  }

  return {
    scopes: ["s3"],
    resources: {
      ...bucketResources(buckets, region),
      ...deployed.factories,
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": createSite,
    },
    // A bucket's policy may let everyone read, and a form carries its signature inside.
    isPublic: () => true,
    stream(request, response) {
      if (isClosed) response.destroy();
      else void dispatch(state, request, response, reportFault);
    },
    objects: (bucket) => new BucketObjects(buckets.get(bucket), state),
    async read(bucket, key, versionId) {
      if (!buckets.find(bucket)) return undefined;
      const object = await (versionId === undefined
        ? objects.current(bucket, key)
        : objects.version(bucket, key, versionId));
      if (!object || object.isDeleteMarker || isArchived(object, Date.now())) return undefined;
      return buffer(await files.read(object.file));
    },
    permits(service, action, resource, sourceArn) {
      const bucket = /^arn:aws:s3:::([^/]+)/.exec(resource)?.[1] ?? "";
      return isPermitted(buckets.find(bucket), service, action, resource, sourceArn);
    },
    async settle() {
      await deployed.deleteUndeclared();
      await applyLifecycles();
    },
    async close() {
      isClosed = true;
      clearInterval(lifecycles);
      await Promise.all(websites.map(stopListening));
      await database.close();
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
