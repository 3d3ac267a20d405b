import type { Server } from "node:http";
import { createEndpoint } from "../../local/engine/endpoint";
import type { Service } from "../../local/engine/service";

/** The keys that an endpoint of a test accepts. */
export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** The origin of the one site whose pages may call an endpoint of a test. */
export const SITE = "http://page.example";

/** Creates an AWS endpoint with services of a test, without the rest of the cloud. */
export function testEndpoint(
  services: readonly Service[],
  report: (problem: string) => void = (problem) => console.error(problem),
): Server {
  const trust = { host: "localhost", sites: new Set([SITE]) };
  return createEndpoint({ services, credentials: CREDENTIALS, trust, report });
}
