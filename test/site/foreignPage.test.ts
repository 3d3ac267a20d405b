import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { clientOf, mailsTo } from "../helpers/cloud";
import { expect, test } from "./fixtures";
import { newEmail, newPassword } from "./site";

/** A request that a foreign page tries. */
interface Attack {
  what: string;
  url: string;
  init: { method?: string; mode?: "no-cors"; headers?: Record<string, string>; body?: string };
}

const FORGED =
  "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/SERVICE/aws4_request, SignedHeaders=host, ";
const forged = (service: string) => `${FORGED.replace("SERVICE", service)}Signature=${"0".repeat(64)}`;

test("A page of another origin reads nothing and changes nothing", async ({ browser, cloud }) => {
  // Chromium resolves every name below localhost to this machine.
  const foreign = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end("<p>Foreign"),
  );
  await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
  const context = await browser.newContext();
  const page = await context.newPage();
  const s3 = new S3Client({ ...clientOf(cloud), forcePathStyle: true });
  const cognito = new CognitoIdentityProviderClient(clientOf(cloud));
  const email = newEmail();
  const { awsEndpointUrl: endpoint, consoleUrl } = cloud.local;
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const bucket = Buckets.map(({ Name }) => Name).find((name) => name?.includes("site"));
  const target = (name: string) => ({ "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": name });
  const cognitoTarget = (name: string) => target(`AWSCognitoIdentityProviderService.${name}`);
  const signUp = JSON.stringify({
    ...{ ClientId: cloud.output("userPoolClientId"), Username: email, Password: newPassword() },
    UserAttributes: [{ Name: "email", Value: email }],
  });
  const attacks: Attack[] = [
    {
      what: "scan a table",
      url: endpoint,
      init: {
        method: "POST",
        headers: { ...target("DynamoDB_20120810.Scan"), Authorization: forged("dynamodb") },
        body: JSON.stringify({ TableName: cloud.output("expensesTableName") }),
      },
    },
    {
      what: "invoke a function",
      url: `${endpoint}/2015-03-31/functions/listUsers/invocations`,
      init: { method: "POST", headers: { Authorization: forged("lambda") }, body: "{}" },
    },
    {
      what: "plant a script",
      url: `${endpoint}/${bucket}/planted.js`,
      init: { method: "PUT", headers: { Authorization: forged("s3") }, body: "alert(1)" },
    },
    { what: "read an object", url: `${endpoint}/${bucket}/index.html`, init: {} },
    {
      what: "set a password",
      url: endpoint,
      init: {
        method: "POST",
        headers: { ...cognitoTarget("AdminSetUserPassword"), Authorization: forged("cognito-idp") },
        body: "{}",
      },
    },
    {
      what: "sign up",
      url: endpoint,
      init: { method: "POST", headers: cognitoTarget("SignUp"), body: signUp },
    },
    {
      what: "sign up by the API",
      url: `${cloud.output("apiUrl")}/signup`,
      init: {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ email }),
      },
    },
    {
      what: "sign up by the API, without a preflight",
      url: `${cloud.output("apiUrl")}/signup`,
      init: { method: "POST", mode: "no-cors", body: JSON.stringify({ email }) },
    },
    { what: "read mails", url: `${consoleUrl}/inbox.json`, init: {} },
    {
      what: "invoke a function in the console",
      url: `${consoleUrl}/functions/generateReport`,
      init: { method: "POST", mode: "no-cors", body: "payload={}" },
    },
    { what: "read the site's settings", url: `${cloud.output("siteUrl")}/config.json`, init: {} },
  ];
  try {
    await page.goto(`http://foreign.localhost:${(foreign.address() as AddressInfo).port}/`);
    for (const { what, url, init } of attacks) {
      const outcome = await page.evaluate(
        ([address, options]) =>
          fetch(address, options).then(
            (response) => response.text(),
            () => "",
          ),
        [url, init] as const,
      );
      expect(outcome, what).toBe("");
    }

    for (const address of [endpoint, consoleUrl, cloud.output("apiUrl"), cloud.output("siteUrl")]) {
      const rebound = new URL(address);
      rebound.hostname = "foreign.localhost";
      expect((await page.goto(rebound.href))?.status(), rebound.href).toBe(403);
    }

    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents.map(({ Key }) => Key)).not.toContain("planted.js");
    const user = { UserPoolId: cloud.output("userPoolId"), Username: email };
    await expect(cognito.send(new AdminGetUserCommand(user))).rejects.toThrow("User does not exist.");
    expect(await mailsTo(cloud, email)).toEqual([]);
  } finally {
    await context.close();
    foreign.close();
    s3.destroy();
    cognito.destroy();
  }
});
