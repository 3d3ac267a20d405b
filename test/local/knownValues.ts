import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { AnalyzeExpenseCommand, StartExpenseAnalysisCommand, TextractClient } from "@aws-sdk/client-textract";
import { createCanvas } from "@napi-rs/canvas";
import type { Fixture } from "./fixture";

/** Values that exist, by the names of members: without them, hardly a request would come further than to a name that is not there. */
export type Known = Readonly<Record<string, unknown>>;

const TOPIC = "arn:aws:sns:eu-central-1:000000000000:alerts";
const S3Object = { Bucket: "files", Name: "receipt.png" };

/** Makes what requests of a service can be about, and tells it, by service. */
export async function makeKnown(cloud: Fixture): Promise<Readonly<Record<string, Known>>> {
  return {
    dynamodb: {
      ...{ TableName: "Things", Key: { id: { S: "a" } }, Item: { id: { S: "a" }, kind: { S: "b" } } },
      ...{ IndexName: "by-kind", KeyConditionExpression: "kind = :kind" },
      ExpressionAttributeValues: { ":kind": { S: "b" } },
      // Without its table the service would have nothing to answer with.
      DeletionProtectionEnabled: true,
    },
    sqs: { QueueUrl: cloud.output("queueUrl"), MaxNumberOfMessages: 10 },
    "cognito-idp": {
      ...{ UserPoolId: cloud.output("userPoolId"), ClientId: cloud.output("clientId") },
      ...{ Username: "someone@example.com", Password: "Long-enough-1" },
    },
    lambda: { FunctionName: "echo", InvocationType: "RequestResponse" },
    logs: { logGroupName: "/aws/lambda/echo", logStreamName: "local" },
    s3: { Key: "index.html" },
    sns: await knownToSns(cloud),
    textract: await knownToTextract(cloud),
  };
}

async function knownToSns(cloud: Fixture): Promise<Known> {
  const to = { TopicArn: TOPIC, Protocol: "email", Endpoint: "someone@example.com" };
  const sns = new SNSClient(clientOf(cloud));
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ ...to, ReturnSubscriptionArn: true }));
  sns.destroy();
  // Lists, as the query protocol sends maps.
  const [Name, Value] = ["kind", { DataType: "String", StringValue: "alert" }];
  return {
    ...{ ...to, SubscriptionArn, Subject: "Hello", Message: "Hello" },
    ...{ Attributes: [{ key: "FilterPolicy", value: "{}" }], MessageAttributes: [{ Name, Value }] },
  };
}

/** A picture that is read in no time, and the analysis of it. */
async function knownToTextract(cloud: Fixture): Promise<Known> {
  const [s3, textract] = [new S3Client(clientOf(cloud)), new TextractClient(clientOf(cloud))];
  const Body = createCanvas(60, 60).toBuffer("image/png");
  await s3.send(new PutObjectCommand({ Bucket: S3Object.Bucket, Key: S3Object.Name, Body }));
  // The reader is started by now: it takes longer than any request.
  await textract.send(new AnalyzeExpenseCommand({ Document: { S3Object } }));
  const { JobId } = await textract.send(new StartExpenseAnalysisCommand({ DocumentLocation: { S3Object } }));
  s3.destroy();
  textract.destroy();
  return {
    ...{ Document: { S3Object }, DocumentLocation: { S3Object }, JobId },
    ...{ JobTag: "tag", ClientRequestToken: "once", MaxResults: 20, NextToken: "0" },
    NotificationChannel: { SNSTopicArn: TOPIC, RoleArn: "arn:aws:iam::000000000000:role/textract" },
  };
}

const clientOf = ({ local }: Fixture) => ({
  ...{ endpoint: local.awsEndpointUrl, region: "us-east-1", credentials: local.credentials },
  forcePathStyle: true,
});
