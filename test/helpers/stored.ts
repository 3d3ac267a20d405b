import { CognitoIdentityProviderClient, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ListMultipartUploadsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import type { TestUser } from "./api";
import { clientOf, itemsOf, type TestCloud } from "./cloud";

/** Everything that is stored of a user, wherever it is. */
export interface Stored {
  expenses: Record<string, unknown>[];
  ledger: Record<string, unknown>[];
  /** Keys of versions, delete markers and uploads that are not completed. */
  files: (string | undefined)[];
  /** Subscriptions that are confirmed or may be. */
  subscriptions: string[];
  /** The user in Cognito. */
  users: (string | undefined)[];
}

export async function storedOf(cloud: TestCloud, { ledgerId, email }: TestUser): Promise<Stored> {
  const [expenses, ledger, files, subscriptions, users] = await Promise.all([
    itemsOf(cloud, cloud.output("expensesTableName"), ledgerId),
    itemsOf(cloud, "Ledgers", ledgerId),
    Promise.all([`${ledgerId}/`, `exports/${ledgerId}/`].map((prefix) => versionsUnder(cloud, prefix))),
    subscriptionsOf(cloud, email),
    usersOf(cloud, ledgerId),
  ]);
  return { expenses, ledger, files: files.flat(), subscriptions, users };
}

async function versionsUnder(cloud: TestCloud, Prefix: string): Promise<(string | undefined)[]> {
  const s3 = new S3Client(clientOf(cloud));
  const Bucket = cloud.output("reportsBucketName");
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix }),
  );
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
  return [...Versions, ...DeleteMarkers, ...Uploads].map(({ Key }) => Key);
}

async function subscriptionsOf(cloud: TestCloud, email: string): Promise<string[]> {
  const sns = new SNSClient(clientOf(cloud));
  const { Subscriptions = [] } = await sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: cloud.output("alertTopicArn") }),
  );
  return Subscriptions.flatMap(({ Endpoint, SubscriptionArn = "" }) =>
    Endpoint === email ? [SubscriptionArn] : [],
  );
}

async function usersOf(cloud: TestCloud, id: string): Promise<(string | undefined)[]> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  const { Users = [] } = await cognito.send(
    new ListUsersCommand({ UserPoolId: cloud.output("userPoolId"), Filter: `sub = "${id}"` }),
  );
  return Users.map(({ Username }) => Username);
}

/** Waits until no event, no function and no state machine is at work any more. */
export async function settled(cloud: TestCloud): Promise<void> {
  await cloud.lambda.idle();
  await cloud.stepFunctions.idle();
  await cloud.lambda.idle();
}
