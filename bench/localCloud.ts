import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Credentials } from "../local/engine/signature";
import { ROOT } from "./handlers";

/** Timeout of a start in milliseconds. */
const PATIENCE_MS = 120_000;

/** The file in which `npm start` publishes its addresses for other programs. */
export interface Outputs {
  apiUrl: string;
  userPoolClientId: string;
  local: { awsEndpointUrl: string; credentials: Credentials; demoUser: { email: string; password: string } };
}

/** Runs `npm start` without any data, and ends it after the work. */
export async function withLocalCloud<Result>(work: (outputs: Outputs) => Promise<Result>): Promise<Result> {
  const data = await mkdtemp(join(tmpdir(), "expenses-bench-"));
  const begin = performance.now();
  const child = spawn("npm", ["start", "--", "--port", "0", "--data", data], {
    cwd: ROOT,
    stdio: "ignore",
    detached: true,
  });
  const ended = once(child, "exit");
  try {
    return await work(await outputsOf(join(data, "outputs.json"), begin));
  } finally {
    // The whole group: npm does not pass every signal on.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function outputsOf(file: string, begin: number): Promise<Outputs> {
  while (!existsSync(file)) {
    if (performance.now() - begin > PATIENCE_MS)
      throw new Error("`npm start` does not come up. Run it by hand to see why.");
    await delay(20);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Signs the demo user in.
 * @returns the headers of requests to the API.
 */
export async function signedIn({ userPoolClientId, local }: Outputs): Promise<Record<string, string>> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint: local.awsEndpointUrl,
    region: "us-east-1",
    credentials: local.credentials,
  });
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: userPoolClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: local.demoUser.email, PASSWORD: local.demoUser.password },
    }),
  );
  return { "Content-Type": "application/json", Authorization: AuthenticationResult?.IdToken ?? "" };
}
