import type { Fixture } from "./fixture";

/** AWS SDK client configuration for the cloud. */
export function clientConfig(cloud: Fixture) {
  return {
    endpoint: cloud.local.awsEndpointUrl,
    region: "eu-central-1",
    // A copy, because the clients write into it.
    credentials: { ...cloud.local.credentials },
  };
}
