import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as states from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as textract from "@aws-sdk/client-textract";
import { NormalizedSchema } from "@smithy/core/schema";

/** Protocol of a service: its JSON target, or the version of its query API, or both; neither for REST. */
interface Api {
  scope: string;
  shapes: object;
  target?: string;
  version?: string;
}

const OPERATION = 9;
const STRUCTURE = 3;
const [TEXT, NUMBER, TRUTH, TEXTS] = [0, 1, 2, 64];

/** An operation of a service for which there is no SDK client here, in the clients' own form: its members with their types. */
function operation(name: string, members: Record<string, number>) {
  const input = [STRUCTURE, "", `${name}Request`, 0, Object.keys(members), Object.values(members)];
  return [OPERATION, "", name, 0, input, input];
}

const PAGE = { limit: NUMBER, nextToken: TEXT };
const GROUP = { ...PAGE, logGroupName: TEXT, logGroupIdentifier: TEXT };
const PERIOD = { startTime: NUMBER, endTime: NUMBER };
const LOGS = [
  operation("DescribeLogGroups", { ...PAGE, logGroupNamePrefix: TEXT, logGroupNamePattern: TEXT }),
  operation("DescribeLogStreams", { ...GROUP, logStreamNamePrefix: TEXT, orderBy: TEXT, descending: TRUTH }),
  operation("FilterLogEvents", {
    ...{ ...GROUP, ...PERIOD, filterPattern: TEXT, interleaved: TRUTH },
    ...{ logStreamNames: TEXTS, logStreamNamePrefix: TEXT },
  }),
  operation("GetLogEvents", { ...GROUP, ...PERIOD, logStreamName: TEXT, startFromHead: TRUTH }),
  operation("PutLogEvents", { ...GROUP, logStreamName: TEXT }),
];
const STS = [
  operation("GetCallerIdentity", {}),
  operation("AssumeRole", { RoleArn: TEXT, DurationSeconds: NUMBER }),
];

const APIS: Api[] = [
  { scope: "dynamodb", shapes: dynamodb, target: "DynamoDB_20120810" },
  { scope: "sqs", shapes: sqs, target: "AmazonSQS", version: "2012-11-05" },
  { scope: "states", shapes: states, target: "AWSStepFunctions" },
  { scope: "cognito-idp", shapes: cognito, target: "AWSCognitoIdentityProviderService" },
  {
    ...{ scope: "monitoring", shapes: cloudwatch },
    ...{ target: "GraniteServiceVersion20100801", version: "2010-08-01" },
  },
  { scope: "sns", shapes: sns, version: "2010-03-31" },
  { scope: "s3", shapes: s3 },
  { scope: "lambda", shapes: lambda },
  { scope: "scheduler", shapes: scheduler },
  { scope: "textract", shapes: textract, target: "Textract" },
  { scope: "logs", shapes: LOGS, target: "Logs_20140328" },
  { scope: "sts", shapes: STS, version: "2011-06-15" },
];

export interface Operation extends Api {
  name: string;
  input: NormalizedSchema;
  /** Method and path of a REST API. */
  http: [method: string, path: string];
}

/** Every operation in the public API of a service, from the schemas of its SDK client. */
function operationsOf(api: Api): Operation[] {
  return Object.values(api.shapes).flatMap((schema) => {
    if (!Array.isArray(schema) || schema[0] !== OPERATION) return [];
    const [, , name, traits, input] = schema;
    const [method = "POST", path = "/"] = traits?.http ?? [];
    return [{ ...api, name, input: NormalizedSchema.of(input), http: [method, path] as [string, string] }];
  });
}

/** Every operation in the public API of each service that the local cloud has. */
export const OPERATIONS = APIS.flatMap(operationsOf);
