import type { Fixture } from "./fixture";

/** How AWS SDK clients find the cloud. */
export function clientConfig(cloud: Fixture) {
  return {
    endpoint: cloud.local.awsEndpointUrl,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
}
