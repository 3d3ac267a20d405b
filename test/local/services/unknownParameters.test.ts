import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  CognitoIdentityProviderClient,
  ForgotPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { StartExpenseAnalysisCommand, TextractClient } from "@aws-sdk/client-textract";
import { expect } from "chai";
import { clientConfig } from "../clients";
import { type Fixture, startFixture } from "../fixture";
import { refused } from "../refused";
import { type ServiceCall, signedCall } from "../signedCall";

// Dropped without a word, a filter would list what it was to leave out.
describe("parameters that the local cloud does not have", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  const sentence = (name: string) => `The local cloud does not support the parameter ${name}.`;
  const call = (about: ServiceCall) =>
    signedCall({ url: cloud.local.awsEndpointUrl, credentials: cloud.local.credentials }, about);

  it("are refused by CloudWatch", async () => {
    const client = new CloudWatchClient(clientConfig(cloud));
    const given = {
      AlarmTypes: ["CompositeAlarm" as const],
      ChildrenOfAlarmName: "a",
      ParentsOfAlarmName: "a",
    };
    for (const [name, value] of Object.entries(given)) {
      const listed = client.send(new DescribeAlarmsCommand({ [name]: value }));
      // As the SDK names CloudWatch's ValidationError.
      await refused(listed, "ValidationException", sentence(name));
    }
    client.destroy();
  });

  it("are refused by Step Functions, and statuses that no run can have", async () => {
    const client = new SFNClient(clientConfig(cloud));
    const stateMachineArn = cloud.output("machineArn");
    await refused(
      client.send(new ListExecutionsCommand({ stateMachineArn, redriveFilter: "REDRIVEN" })),
      "ValidationException",
      sentence("redriveFilter"),
    );
    const odd = new ListExecutionsCommand({ stateMachineArn, statusFilter: "DONE" as "FAILED" });
    const refusal = await client.send(odd).catch(({ name }) => name);
    expect(refusal).to.equal("ValidationException");
    client.destroy();
  });

  it("are refused by SQS", async () => {
    const client = new SQSClient(clientConfig(cloud));
    const message = { QueueUrl: cloud.output("queueUrl"), MessageBody: "later" };
    await refused(
      client.send(new SendMessageCommand({ ...message, DelaySeconds: 60 })),
      "InvalidParameterValueException",
      sentence("DelaySeconds"),
    );
    client.destroy();
  });

  it("are refused by EventBridge Scheduler", async () => {
    const answer = await call({ service: "scheduler", http: ["GET", "/schedules?GroupName=jobs"] });
    expect(answer).to.deep.equal({
      status: 400,
      errorType: "ValidationException",
      body: JSON.stringify({ Message: sentence("GroupName") }),
    });
  });

  it("are refused by CloudWatch Logs", async () => {
    const target = "Logs_20140328.DescribeLogGroups";
    const answer = await call({ service: "logs", target, body: `{"logGroupClass":"INFREQUENT_ACCESS"}` });
    expect(answer).to.deep.include({ status: 400, errorType: "InvalidParameterException" });
    expect(JSON.parse(answer.body).message).to.equal(sentence("logGroupClass"));
  });

  it("are refused by Cognito, but not by its refusal of every sign-up", async () => {
    const client = new CognitoIdentityProviderClient(clientConfig(cloud));
    const [ClientId, Username] = [cloud.output("clientId"), "ada@example.com"];
    const user = { UserPoolId: cloud.output("userPoolId"), Username };
    const creation = new AdminCreateUserCommand({ ...user, ForceAliasCreation: true });
    const preference = new AdminSetUserMFAPreferenceCommand({ ...user, EmailMfaSettings: { Enabled: true } });
    const reset = new ForgotPasswordCommand({ ClientId, Username, SecretHash: "x" });
    const code = "InvalidParameterException";
    await refused(client.send(creation), code, sentence("ForceAliasCreation"));
    await refused(client.send(preference), code, sentence("EmailMfaSettings"));
    await refused(client.send(reset), code, sentence("SecretHash"));
    const signUp = new SignUpCommand({ ClientId, Username, Password: "x", UserAttributes: [] });
    const message = "SignUp is not permitted for this user pool";
    await refused(client.send(signUp), "NotAuthorizedException", message);
    client.destroy();
  });

  it("are refused by Textract", async () => {
    const client = new TextractClient(clientConfig(cloud));
    const DocumentLocation = { S3Object: { Bucket: "files", Name: "receipt.pdf" } };
    await refused(
      client.send(new StartExpenseAnalysisCommand({ DocumentLocation, KMSKeyId: "x" })),
      "InvalidParameterException",
      sentence("KMSKeyId"),
    );
    client.destroy();
  });

  it("are refused by SNS, but not in the links of its emails", async () => {
    const client = new SNSClient(clientConfig(cloud));
    const TopicArn = "arn:aws:sns:us-east-1:000000000000:alerts";
    const message = { TopicArn, Message: "Hello" };
    const MessageAttributes = { kind: { DataType: "String", StringValue: "x" } };
    await refused(
      client.send(new PublishCommand({ ...message, MessageAttributes, MessageStructure: "json" })),
      "InvalidParameterException",
      sentence("MessageStructure"),
    );
    client.destroy();
    const link = "?Action=Unsubscribe&SubscriptionArn=none&utm_source=mail";
    const answer = await fetch(`${cloud.local.awsEndpointUrl}/${link}`);
    expect(await answer.text()).to.contain("Subscription does not exist");
  });

  it("are refused by STS", async () => {
    const body = "Action=GetCallerIdentity&Version=2011-06-15&DurationSeconds=900";
    const answer = await call({ service: "sts", body });
    expect(answer.status).to.equal(400);
    expect(answer.body).to.contain(`<Message>${sentence("DurationSeconds")}</Message>`);
  });

  it("are refused by Lambda", async () => {
    const client = new LambdaClient(clientConfig(cloud));
    const code = "InvalidParameterValueException";
    const context = new InvokeCommand({ FunctionName: "echo", ClientContext: "e30=" });
    await refused(client.send(context), code, sentence("x-amz-client-context"));
    const path = "/2015-03-31/functions/echo/configuration?MaxItems=1";
    const answer = await call({ service: "lambda", http: ["GET", path] });
    expect(answer).to.deep.include({ status: 400, errorType: code });
    expect(JSON.parse(answer.body).Message).to.equal(sentence("MaxItems"));
    client.destroy();
  });
});
