import { createServer } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { HOUR_MS } from "../../engine/duration";
import { listen, stopListening } from "../../engine/listen";
import { codeOf, LocalCloudError, reasonOf } from "../../engine/localCloudError";
import type { CloudContext, Service } from "../../engine/service";
import { isPermitted } from "./access";
import { Buckets } from "./buckets";
import { compareContents, type ObjectDatabase, openDatabase } from "./database";
import { dispatch } from "./dispatch";
import { lookingAgain } from "./files";
import { applyLifecycle } from "./lifecycle";
import { isArchived } from "./model";
import { creationNotices } from "./notices";
import { BucketObjects } from "./objects";
import type { S3State } from "./request";
import { bucketResources, objectResources } from "./resources";
import { importS3rverFolder } from "./s3rverFolder";
import { ObjectStore } from "./store";
import { Uploads } from "./uploads";
import { Websites, type WebsitesOptions } from "./websites";

type S3Options = Omit<WebsitesOptions, "objects">;

export interface S3 extends Service {
  /** A bucket's objects for a server that shows them to everyone. */
  objects(bucket: string): BucketObjects;
  /** Content of an object's current version, or of another one; undefined if it cannot be read. */
  read(bucket: string, key: string, versionId?: string): Promise<Buffer | undefined>;
  /** True if an AWS service may perform `action` on `resource` on behalf of `sourceArn`. */
  permits(service: string, action: string, resource: string, sourceArn: string): boolean;
}

/** S3 applies due rules at midnight, UTC. */
const LIFECYCLE_INTERVAL_MS = HOUR_MS;

/**
 * Amazon S3, kept in `<data>/buckets`: the operations in `operations.ts`, and websites. Objects have versions, storage
 * classes, checksums and conditions; only declared buckets exist. Not supported: tags, ACLs, object lock, KMS keys,
 * event notifications other than those of new objects to queues, and changes of a bucket's settings through the API.
 */
export async function s3(context: CloudContext, options: S3Options): Promise<S3> {
  const { sitePort, report } = options;
  await checkPort(sitePort);
  const state = await openState(context);
  // Before anything can be stored. What cannot be read now is an error where it is needed.
  const problems = await compareContents(state.database).catch(async (error) => {
    if (!(error instanceof LocalCloudError)) return [reasonOf(error)];
    await state.database.close();
    throw error;
  });
  for (const problem of problems) report(`S3, contents: ${problem}`);
  const { buckets, objects, uploads } = state;
  const deployed = objectResources(state, buckets, context.document("deployedObjects", {}));
  const objectsOf = (bucket: string) => new BucketObjects(buckets.get(bucket), state);
  const websites = new Websites({ ...options, objects: objectsOf, report: reportFault });

  let isClosed = false;

  /** Functions may still be at work while the local cloud stops. */
  function reportFault(problem: string): void {
    if (!isClosed) report(problem);
  }

  async function applyLifecycles(): Promise<void> {
    for (const bucket of buckets.all()) await applyLifecycle(bucket, objects, uploads, Date.now());
  }

  const lifecycles = setInterval(() => {
    applyLifecycles().catch((error) => report(`S3, lifecycle: ${reasonOf(error)}`));
  }, LIFECYCLE_INTERVAL_MS);
  lifecycles.unref();

  return {
    scopes: ["s3"],
    resources: {
      ...bucketResources(buckets, context.region),
      ...deployed.factories,
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": (request) => websites.create(request),
    },
    // A bucket's policy may let everyone read, and a form carries its signature inside.
    isPublic: () => true,
    stream(request, response) {
      if (isClosed) response.destroy();
      else void dispatch(state, request, response, reportFault);
    },
    objects: objectsOf,
    read: (...object) => lookingAgain(() => read(state, ...object)),
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
      await websites.close();
      await state.database.close();
    },
  };
}

/** Opens the buckets of a data folder, with what an earlier release left in it. */
async function openState(context: CloudContext): Promise<S3State & { database: ObjectDatabase }> {
  const { dataDir, region, credentials } = context;
  const database = await openDatabase(join(dataDir, "buckets"));
  const { files } = database;
  const objects = new ObjectStore(database, creationNotices(context));
  await importS3rverFolder(dataDir, files, objects).catch(async (error) => {
    await database.close();
    throw error;
  });
  const buckets = new Buckets(database);
  const uploads = new Uploads(database, objects);
  return { database, files, objects, uploads, buckets, region, credentials };
}

async function read(
  { buckets, objects, files }: S3State,
  bucket: string,
  key: string,
  versionId?: string,
): Promise<Buffer | undefined> {
  if (!buckets.find(bucket)) return undefined;
  const object = await (versionId === undefined
    ? objects.current(bucket, key)
    : objects.version(bucket, key, versionId));
  if (!object || object.isDeleteMarker || isArchived(object, Date.now())) return undefined;
  return buffer(await files.read(object));
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
