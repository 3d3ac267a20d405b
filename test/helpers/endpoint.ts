import type { Server } from "node:http";
import { createEndpoint } from "../../local/engine/endpoint";
import type { Service } from "../../local/engine/service";

/** The keys that an endpoint of a test accepts. */
export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** Creates an AWS endpoint with services of a test, without the rest of the cloud. */
export function testEndpoint(
  services: readonly Service[],
  report: (problem: string) => void = (problem) => console.error(problem),
): Server {
  const trust = { host: "localhost", sites: new Set<string>() };
  return createEndpoint({ services, credentials: CREDENTIALS, trust, report });
}
