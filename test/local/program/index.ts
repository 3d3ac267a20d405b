// A small program over what the local cloud's core makes, for its tests.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { apiBody } from "./api";
import { ECHO, PROBE } from "./functions";

const config = new pulumi.Config();

const failures = new aws.sqs.Queue("failures", { name: "failures" });
const indexKey = config.get("indexKey") ?? "kind";
const table = new aws.dynamodb.Table("Things", {
  name: "Things",
  billingMode: "PAY_PER_REQUEST",
  attributes: [
    { name: "id", type: "S" },
    { name: indexKey, type: "S" },
  ],
  hashKey: "id",
  globalSecondaryIndexes: [{ name: `by-${indexKey}`, hashKey: indexKey, projectionType: "ALL" }],
  ttl: { attributeName: "expiresAt", enabled: true },
  deletionProtectionEnabled: true,
});

function lambda(
  name: string,
  code: string,
  args: Partial<aws.lambda.FunctionArgs> = {},
): aws.lambda.Function {
  return new aws.lambda.Function(name, {
    name,
    role: "arn:aws:iam::000000000000:role/none",
    runtime: "nodejs24.x",
    handler: "index.handler",
    timeout: 1,
    loggingConfig: { logFormat: "JSON" },
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) }),
    ...args,
  });
}

const echo = lambda("echo", ECHO);
const probe = lambda("probe", PROBE, {
  memorySize: 256,
  environment: { variables: { OWN: pulumi.secret("of probe") } },
});
lambda("patient", PROBE, { timeout: 60 });
new aws.lambda.FunctionEventInvokeConfig("probe", {
  functionName: probe.name,
  maximumRetryAttempts: 1,
  destinationConfig: { onFailure: { destination: failures.arn } },
});

new aws.sns.Topic("alerts", { name: "alerts" });

const machine = new aws.sfn.StateMachine("pass", {
  name: "pass",
  roleArn: "arn:aws:iam::000000000000:role/none",
  definition: JSON.stringify({ StartAt: "Pass", States: { Pass: { Type: "Pass", End: true } } }),
});

const users = new aws.cognito.UserPool("users", {
  name: "users",
  adminCreateUserConfig: { allowAdminCreateUserOnly: true },
  mfaConfiguration: "OPTIONAL",
  softwareTokenMfaConfiguration: { enabled: true },
});
const client = new aws.cognito.UserPoolClient("page", {
  userPoolId: users.id,
  explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  preventUserExistenceErrors: "ENABLED",
  refreshTokenRotation: { feature: "ENABLED" },
});

const api = new aws.apigateway.RestApi("api", {
  body: pulumi.all([echo.invokeArn, probe.invokeArn, users.arn]).apply(apiBody).apply(JSON.stringify),
});
function permit(name: string, fn: aws.lambda.Function, methods: string): void {
  new aws.lambda.Permission(name, {
    action: "lambda:InvokeFunction",
    function: fn.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate`${api.executionArn}/v1/${methods}`,
  });
}
permit("echo", echo, "*");
permit("probe", probe, "POST/*");
const deployment = new aws.apigateway.Deployment("api", { restApi: api.id });
const stage = new aws.apigateway.Stage("v1", { restApi: api.id, deployment: deployment.id, stageName: "v1" });

const site = new aws.s3.Bucket("site", { bucket: "site" });
const website = new aws.s3.BucketWebsiteConfiguration("site", {
  bucket: site.bucket,
  indexDocument: { suffix: "index.html" },
  errorDocument: { key: "error.html" },
});
new aws.s3.BucketPublicAccessBlock("site", { bucket: site.bucket, blockPublicPolicy: false });
new aws.s3.BucketPolicy("site", {
  bucket: site.bucket,
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: ["index.html", "error.html", "docs/*"].map((key) => `arn:aws:s3:::site/${key}`),
      },
    ],
  },
});
const pages = {
  "index.html": "home",
  "error.html": "lost",
  "docs/index.html": "docs",
  "private.html": "private",
};
for (const [key, content] of Object.entries(pages)) {
  if (key === config.get("withoutPage")) continue;
  new aws.s3.BucketObjectv2(key, {
    bucket: site.bucket,
    key,
    content,
    contentType: "text/html; charset=utf-8",
    cacheControl: "no-cache",
  });
}

const headers = new aws.cloudfront.ResponseHeadersPolicy("headers", {
  securityHeadersConfig: {
    contentTypeOptions: { override: true },
    contentSecurityPolicy: {
      contentSecurityPolicy: "connect-src https://*.execute-api.eu-central-1.amazonaws.com",
      override: true,
    },
  },
});
const files = new aws.s3.Bucket("files", { bucket: "files" });
const distribution = new aws.cloudfront.Distribution("cdn", {
  enabled: true,
  defaultRootObject: "index.html",
  origins: [{ originId: "files", domainName: files.bucketRegionalDomainName }],
  defaultCacheBehavior: {
    targetOriginId: "files",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    responseHeadersPolicyId: headers.id,
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
new aws.s3.BucketPolicy("files", {
  bucket: files.bucket,
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: ["arn:aws:s3:::files/index.html", "arn:aws:s3:::files/large.html"],
        Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } },
      },
    ],
  },
});
const distributed = {
  "index.html": "index.html",
  "closed.html": "closed.html",
  "large.html": "x".repeat(2000),
};
for (const [key, content] of Object.entries(distributed)) {
  new aws.s3.BucketObjectv2(`files-${key}`, {
    bucket: files.bucket,
    key,
    content,
    contentType: "text/html",
  });
}

if (config.getBoolean("unknownType"))
  new aws.mq.Broker("rabbit", {
    engineType: "RabbitMQ",
    engineVersion: "3",
    hostInstanceType: "m",
    users: [],
  });
if (config.getBoolean("brokenApply")) {
  const broken = table.arn.apply((): string => {
    throw new Error("as asked");
  });
  // Several outputs, and a resource, that depend on it.
  for (const name of ["one", "two"]) new aws.sqs.Queue(name, { name: pulumi.interpolate`${broken}-${name}` });
}
if (config.getBoolean("brokenFunction"))
  lambda("broken", "", { code: new pulumi.asset.FileArchive("nowhere.zip") });

export const greeting = config.require("greeting");
export const region = aws.getRegionOutput().region;
export const cognitoUrl = pulumi
  .output(aws.config.endpoints)
  .apply((endpoints) => endpoints?.[0]?.cognitoidp);
export const apiUrl = stage.invokeUrl;
export const siteUrl = pulumi.interpolate`http://${website.websiteEndpoint}`;
export const cdnUrl = pulumi.interpolate`https://${distribution.domainName}`;
export const tableArn = table.arn;
export const clientId = client.id;
export const userPoolId = users.id;
export const machineArn = machine.arn;
export const queueUrl = failures.url;
export const hidden = pulumi.secret({ nested: pulumi.output("value") });
