import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { AnalyzeExpenseCommand, StartExpenseAnalysisCommand, TextractClient } from "@aws-sdk/client-textract";
import { createCanvas } from "@napi-rs/canvas";
import type { Fixture } from "./fixture";

/** Values that exist, by the names of members: without them, hardly a request would come further than to a name that is not there. */
export type Known = Readonly<Record<string, unknown>>;

const TOPIC = "arn:aws:sns:eu-central-1:000000000000:alerts";
const S3Object = { Bucket: "files", Name: "receipt.png" };

/** Makes what requests of a service can be about, and tells it. */
export async function makeKnown(scope: string, cloud: Fixture): Promise<Known> {
  return (await MAKERS[scope]?.(cloud)) ?? {};
}

const MAKERS: Readonly<Record<string, (cloud: Fixture) => Known | Promise<Known>>> = {
  dynamodb: () => ({
    ...{ TableName: "Things", Key: { id: { S: "a" } }, Item: { id: { S: "a" }, kind: { S: "b" } } },
    ...{ IndexName: "by-kind", KeyConditionExpression: "kind = :kind" },
    ExpressionAttributeValues: { ":kind": { S: "b" } },
    // Without its table the service would have nothing to answer with.
    DeletionProtectionEnabled: true,
  }),
  sqs: (cloud) => ({ QueueUrl: cloud.output("queueUrl"), MaxNumberOfMessages: 10 }),
  "cognito-idp": knownToCognito,
  lambda: () => ({ FunctionName: "echo", InvocationType: "RequestResponse" }),
  logs: () => ({ logGroupName: "/aws/lambda/echo", logStreamName: "local" }),
  monitoring: () => ({ MaxRecords: 10, StateValue: "OK", AlarmNames: ["alarm"] }),
  s3: () => ({ Key: "index.html" }),
  scheduler: () => ({ GroupName: "default", MaxResults: 10 }),
  sns: knownToSns,
  states: knownToStates,
  textract: knownToTextract,
};

/** A user, new each time, and the tokens of the sign-in. */
async function knownToCognito(cloud: Fixture): Promise<Known> {
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  const [UserPoolId, ClientId] = [cloud.output("userPoolId"), cloud.output("clientId")];
  const [Username, Password] = ["someone@example.com", "Long-enough-1"];
  const user = { UserPoolId, Username };
  await cognito.send(new AdminDeleteUserCommand(user)).catch(() => undefined);
  await cognito.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
  const signIn = {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  } as const;
  const { AuthenticationResult } = await cognito.send(new InitiateAuthCommand({ ClientId, ...signIn }));
  cognito.destroy();
  const { AccessToken, RefreshToken } = AuthenticationResult ?? {};
  return {
    ...{ ...user, ClientId, Password, ...signIn, AccessToken, RefreshToken, Token: RefreshToken },
    ...{ PreviousPassword: Password, ProposedPassword: Password, Permanent: true, GroupName: "admins" },
  };
}

async function knownToStates(cloud: Fixture): Promise<Known> {
  const states = new SFNClient(clientOf(cloud));
  const stateMachineArn = cloud.output("machineArn");
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
  states.destroy();
  return { stateMachineArn, executionArn, input: "{}", maxResults: 10 };
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
