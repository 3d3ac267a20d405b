import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { startCloud } from "../../local/cloud";
import { deployFormerPage } from "../../test/formerRelease/deployPage";

/** A local cloud for the site's figures, with its demo user. */
export interface BenchCloud {
  siteUrl: string;
  email: string;
  password: string;
  /** Puts the page of the release before in the place of today's. */
  deployFormer(): Promise<void>;
  /** Calls the API as the demo user. */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export async function startBenchCloud(): Promise<BenchCloud> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-bench-"));
  // The figures must be the page's, not the throttling's.
  const config = { requestsPerSecond: "10000", requestBurst: "5000" };
  const cloud = await startCloud({ dataDir, config });
  const output = (name: string) => String(cloud.outputs[name]?.value);
  const { demoUser } = cloud.local;
  if (!demoUser) throw new Error("The local cloud has no demo user.");
  const token = await signIn(output("siteUrl"), demoUser.email, demoUser.password);
  return {
    siteUrl: output("siteUrl"),
    ...demoUser,
    async deployFormer() {
      const { awsEndpointUrl: endpoint, credentials } = cloud.local;
      const s3 = new S3Client({ endpoint, region: "us-east-1", credentials: { ...credentials } });
      await deployFormerPage(s3, output("siteUrl"));
    },
    api: (method, path, body, headers) =>
      fetch(output("apiUrl") + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async stop() {
      await cloud.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function signIn(siteUrl: string, USERNAME: string, PASSWORD: string): Promise<string> {
  const { cognitoUrl, userPoolClientId } = await (await fetch(`${siteUrl}/config.json`)).json();
  const response = await fetch(cognitoUrl, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
    },
    body: JSON.stringify({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: userPoolClientId,
      AuthParameters: { USERNAME, PASSWORD },
    }),
  });
  return (await response.json()).AuthenticationResult.IdToken;
}

/** Stores `count` expenses, some at a time, spread over the days of the present month. */
export async function seed(cloud: BenchCloud, count: number): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const days = Number(today.slice(8));
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) {
      const date = `${today.slice(0, 8)}${String((index % days) + 1).padStart(2, "0")}`;
      const body = { description: `Expense ${index}`, amount: "1.00", date };
      const { status } = await cloud.api("POST", "/expenses", body);
      if (status !== 201) throw new Error(`Storing an expense answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
