import type { Rule } from "../rule";
import { apiGatewayRules } from "./apiGateway";
import { cloudfrontRules } from "./cloudfront";
import { cloudwatchRules } from "./cloudwatch";
import { cognitoRules } from "./cognito";
import { costRules } from "./costs";
import { dynamodbRules } from "./dynamodb";
import { iamRules } from "./iam";
import { kmsRules } from "./kms";
import { lambdaRules } from "./lambda";
import { rdsRules } from "./rds";
import { s3Rules } from "./s3";
import { schedulerRules } from "./scheduler";
import { snsRules } from "./sns";
import { sqsRules } from "./sqs";
import { stepFunctionsRules } from "./stepFunctions";
import { vpcRules } from "./vpc";

/** All rules by service. */
export const rulesByService: Readonly<Record<string, readonly Rule[]>> = {
  "API Gateway": apiGatewayRules,
  Lambda: lambdaRules,
  DynamoDB: dynamodbRules,
  S3: s3Rules,
  CloudFront: cloudfrontRules,
  Cognito: cognitoRules,
  SNS: snsRules,
  SQS: sqsRules,
  KMS: kmsRules,
  RDS: rdsRules,
  VPC: vpcRules,
  "EventBridge Scheduler": schedulerRules,
  "Step Functions": stepFunctionsRules,
  CloudWatch: cloudwatchRules,
  IAM: iamRules,
  Costs: costRules,
};

/** All rules. */
export const rules: readonly Rule[] = Object.values(rulesByService).flat();
