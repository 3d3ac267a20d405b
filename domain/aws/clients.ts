import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientDefaults } from "./clientDefaults";

let sharedDocumentClient: DynamoDBDocumentClient | undefined;

/**
 * The function's DynamoDB client, which takes and returns plain values. All callers share one client and its
 * connections.
 */
export function documentClient(): DynamoDBDocumentClient {
  sharedDocumentClient ??= DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return sharedDocumentClient;
}

/** An SNS client. */
export function snsClient(): SNSClient {
  return new SNSClient(clientDefaults);
}
