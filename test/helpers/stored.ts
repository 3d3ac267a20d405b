import { CognitoIdentityProviderClient, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ListMultipartUploadsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import type { TestUser } from "./api";
import { clientOf, itemsOf, type TestCloud } from "./cloud";

/** Everything that is stored of a user, wherever it is. */
export interface Stored {
  expenses: Record<string, unknown>[];
  ledger: Record<string, unknown>[];
  /** Keys of versions, delete markers and uploads that are not completed, in whichever bucket. */
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
    filesOf(cloud, ledgerId),
    subscriptionsOf(cloud, email),
    usersOf(cloud, ledgerId),
  ]);
  return { expenses, ledger, files, subscriptions, users };
}

async function filesOf(cloud: TestCloud, ledgerId: string): Promise<(string | undefined)[]> {
  const s3 = new S3Client(clientOf(cloud));
  const buckets = [cloud.output("reportsBucketName"), receiptBucketOf(cloud)];
  const places = buckets.flatMap((Bucket) =>
    [`${ledgerId}/`, `exports/${ledgerId}/`].map((Prefix) => ({ Bucket, Prefix })),
  );
  return (await Promise.all(places.map((place) => versionsUnder(s3, place)))).flat();
}

async function versionsUnder(s3: S3Client, place: { Bucket: string; Prefix: string }) {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand(place));
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand(place));
  return [...Versions, ...DeleteMarkers, ...Uploads].map(({ Key }) => Key);
}

/** No output of the stack names it. */
const receiptBucketOf = ({ resources }: TestCloud) =>
  String(
    resources.find(({ type, name }) => type === "aws:s3/bucket:Bucket" && name.startsWith("receipts"))?.state
      .bucket,
  );

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
