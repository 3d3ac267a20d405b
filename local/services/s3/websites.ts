import type { Server } from "node:http";
import { z } from "zod";
import { readInputs } from "../../engine/inputs";
import { authorityOf, listen, listenAgain, type Ports, stopListening } from "../../engine/listen";
import type { ResourceRequest, ResourceResult } from "../../engine/service";
import type { BucketObjects } from "./objects";
import { createWebsite } from "./website";

const websiteInputs = z.object({
  bucket: z.string(),
  indexDocument: z.object({ suffix: z.string() }).optional(),
  errorDocument: z.object({ key: z.string() }).optional(),
});

export interface WebsitesOptions {
  /** The host name in website addresses. */
  host: string;
  /** The port of the first website; 0 for any free one. */
  sitePort: number;
  ports: Ports;
  objects(bucket: string): BucketObjects;
  report(problem: string): void;
}

/** The buckets that are served as websites, each by a server of its own. */
export class Websites {
  private readonly servers: Server[] = [];

  constructor(private readonly options: WebsitesOptions) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { host, sitePort, ports, objects, report } = this.options;
    const { bucket, indexDocument, errorDocument } = readInputs(websiteInputs, request);
    const server = createWebsite({
      objects: objects(bucket),
      host,
      indexSuffix: indexDocument?.suffix ?? "index.html",
      errorKey: errorDocument?.key,
      report,
    });
    this.servers.push(server);
    const isFirst = this.servers.length === 1 && sitePort !== 0;
    const port = await (isFirst ? listen(server, sitePort) : listenAgain(server, `site ${bucket}`, ports));
    const endpoint = { websiteEndpoint: authorityOf("http", host, port), websiteDomain: host };
    return { id: bucket, state: { ...request.inputs, ...endpoint } };
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map(stopListening));
  }
}
