import type { Fixture } from "./fixture";

/** AWS SDK client configuration for the cloud. */
export function clientConfig(cloud: Fixture) {
  return {
    endpoint: cloud.local.awsEndpointUrl,
    region: "eu-central-1",
    credentials: cloud.local.credentials,
  };
}
