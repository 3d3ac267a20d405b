import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * How every client waits and retries. Two attempts more than the first, with the SDK's jittered backoff; with 3 s each the
 * slowest answer comes well before API Gateway gives up after 29 s
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};

/** A DynamoDB client that takes and gives plain values. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** An SNS client. */
export function snsClient(): SNSClient {
  return new SNSClient(clientDefaults);
}
