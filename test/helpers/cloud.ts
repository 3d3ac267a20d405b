import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient, paginateScan, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import type { LocalInfo, RunningCloud } from "../../local/cloud";
import type { Mail } from "../../local/engine/service";

/** Settings of clouds that tests share: one that fills a ledger would use up the requests of the others, and of its own page. */
export const UNTHROTTLED = { requestsPerSecond: "10000", requestBurst: "5000" };

/** Access to a running local cloud, in this process or in another. */
export interface CloudAccess {
  readonly local: LocalInfo;
  /** A stack output that is text. */
  output(name: string): string;
}

/** A local cloud that runs the whole program for tests: the deployed code on real engines behind the real API. */
export interface TestCloud extends RunningCloud, CloudAccess {
  /** The folder of its data. */
  readonly dataDir: string;
}

/** Settings of the AWS clients that call the cloud. */
export function clientOf({ local }: CloudAccess) {
  return {
    endpoint: local.awsEndpointUrl,
    region: "us-east-1",
    // A copy, because the clients write into it.
    credentials: { ...local.credentials },
  };
}

/**
 * The same address by a name that every resolver knows. A cloud can be served under a host name that only the browser of the
 * tests can resolve.
 */
export function resolvable(address: string): URL {
  const url = new URL(address);
  url.hostname = "127.0.0.1";
  return url;
}

/** The emails that were sent to an address, oldest first. */
export async function mailsTo({ local }: CloudAccess, email: string): Promise<Mail[]> {
  const inbox = resolvable(`${local.consoleUrl}/inbox.json`);
  inbox.searchParams.set("to", email);
  const mails: Mail[] = await (await fetch(inbox)).json();
  return mails.reverse();
}

/** Runs a job of any cloud, as its schedule would. */
export async function runJob(cloud: CloudAccess, functionName: string): Promise<void> {
  const { FunctionError } = await new LambdaClient(clientOf(cloud)).send(
    new InvokeCommand({ FunctionName: functionName, Payload: "{}" }),
  );
  if (FunctionError !== undefined) throw new Error(`${functionName} failed.`);
}

/** A DynamoDB client for what no route does. */
export function databaseOf(cloud: CloudAccess): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientOf(cloud)));
}

/** Every item that a ledger has in a table. */
export async function itemsOf(
  cloud: CloudAccess,
  TableName: string,
  ledgerId: string,
): Promise<Record<string, unknown>[]> {
  return allItemsOf(cloud, TableName, {
    FilterExpression: "ledgerId = :ledger",
    ExpressionAttributeValues: { ":ledger": ledgerId },
  });
}

/** Every item of a table that a filter lets through. */
export async function allItemsOf(
  cloud: CloudAccess,
  TableName: string,
  filter: Partial<ScanCommandInput> = {},
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: databaseOf(cloud) }, { TableName, ...filter })) {
    items.push(...(page.Items ?? []));
  }
  return items;
}
