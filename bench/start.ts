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
import { type Result, type Run, spreadOf } from "./harness";

/** Each takes seconds. */
const TURNS = 7;
/** Timeout of a start in milliseconds. */
const PATIENCE_MS = 120_000;

interface Outputs {
  apiUrl: string;
  userPoolClientId: string;
  local: { awsEndpointUrl: string; credentials: Credentials; demoUser: { email: string; password: string } };
}

/** Goal 13: from `npm start` on an installed checkout, with no data yet, to the first stored expense. */
export async function start({ say }: Run): Promise<Result[]> {
  const seconds: number[] = [];
  for (let turn = 1; turn <= TURNS; turn += 1) {
    say(`Starting the local cloud, ${turn} of ${TURNS}`);
    seconds.push(await firstExpense());
  }
  return [
    {
      goal: "13",
      what: "npm start to the first stored expense",
      kind: "time",
      figure: spreadOf(seconds),
      unit: "s",
      limit: { atMost: 5 },
      details: {},
    },
  ];
}

async function firstExpense(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), "expenses-bench-"));
  const begin = performance.now();
  const child = spawn("npm", ["start", "--", "--port", "0", "--data", data], {
    cwd: ROOT,
    stdio: "ignore",
    detached: true,
  });
  const ended = once(child, "exit");
  try {
    await storeExpense(await outputsOf(join(data, "outputs.json"), begin));
    return (performance.now() - begin) / 1000;
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

async function storeExpense({ apiUrl, userPoolClientId, local }: Outputs): Promise<void> {
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
  const response = await fetch(`${apiUrl}/expenses`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: AuthenticationResult?.IdToken ?? "" },
    body: JSON.stringify({ description: "First", amount: "1.00" }),
  });
  if (response.status !== 201) throw new Error(`The first expense was answered ${response.status}.`);
}
