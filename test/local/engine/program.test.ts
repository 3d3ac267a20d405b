import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { LocalCloudError } from "../../../local/engine/localCloudError";
import { type Fixture, startFixture } from "../fixture";

describe("local program", () => {
  it("gets its configuration and location, and returns fully resolved outputs", async () => {
    const cloud = await startFixture();
    const { apiUrl, siteUrl, cdnUrl, clientId, userPoolId, queueUrl, machineArn, ...outputs } = cloud.outputs;
    expect(outputs).to.deep.equal({
      greeting: { value: "from the stack's file", secret: false },
      region: { value: "eu-central-1", secret: false },
      cognitoUrl: { value: cloud.local.awsEndpointUrl, secret: false },
      tableArn: { value: "arn:aws:dynamodb:eu-central-1:000000000000:table/Things", secret: false },
      hidden: { value: { nested: "value" }, secret: true },
    });
    expect(apiUrl?.value).to.match(/^http:\/\/localhost:\d+\/v1$/);
    expect(cdnUrl?.value).to.match(/^https:\/\/localhost:\d+$/);
    expect(siteUrl?.value).to.match(/^http:\/\/localhost:\d+$/);
    await cloud.stop();
  });

  it("can run twice in one process, at the same time and with other settings", async () => {
    const clouds = await Promise.all([startFixture({ greeting: "one" }), startFixture({ greeting: "two" })]);
    expect(clouds.map((cloud) => cloud.output("greeting"))).to.deep.equal(["one", "two"]);
    const endpoints = clouds.map((cloud) => cloud.output("cognitoUrl"));
    expect(endpoints).to.deep.equal(clouds.map((cloud) => cloud.local.awsEndpointUrl));
    await Promise.all(clouds.map((cloud) => cloud.stop()));
  });

  it("records created resources, with secrets unwrapped", async () => {
    const cloud = await startFixture();
    const probe = cloud.resources.find(
      ({ type, name }) => type === "aws:lambda/function:Function" && name === "probe",
    );
    expect(probe?.inputs).to.deep.include({ timeout: 1, environment: { variables: { OWN: "of probe" } } });
    expect(probe?.state).to.deep.include({ arn: "arn:aws:lambda:eu-central-1:000000000000:function:probe" });
    await cloud.stop();
  });

  it("deletes objects that the program no longer has, and those only", async () => {
    let cloud: Fixture = await startFixture();
    const status = async (path: string) => (await fetch(`${cloud.output("siteUrl")}${path}`)).status;
    expect(await status("/docs/")).to.equal(200);
    cloud = await cloud.restart({ withoutPage: "docs/index.html" });
    expect([await status("/docs/"), await status("/")]).to.deep.equal([403, 200]);
    await cloud.stop();
  });

  const failures: [string, Record<string, string>, string][] = [
    [
      "names a resource whose type is not supported",
      { unknownType: "true" },
      'aws:mq/broker:Broker "rabbit" could not be created: the local cloud does not support this type. ' +
        "Add it to a service in local/, or, if it has no effect on this machine, to local/services/aws/withoutEffect.ts with the reason.",
    ],
    [
      "names the resource whose creation failed",
      { brokenFunction: "true" },
      'aws:lambda/function:Function "broken" could not be created: `code` is not an AssetArchive.',
    ],
  ];
  for (const [what, config, message] of failures) {
    it(what, async () => {
      const error = await startFixture(config).catch((reason) => reason);
      expect(error).to.be.instanceOf(LocalCloudError);
      expect(error.message).to.equal(message);
    });
  }

  it("reports what an `apply` throws, and no longer listens for rejections afterwards", async () => {
    const listening = () => process.listenerCount("unhandledRejection");
    const before = listening();
    const error = await startFixture({ brokenApply: "true" }).catch((reason) => reason);
    expect(error.message).to.contain("as asked");
    expect(listening()).to.equal(before);
  });

  it("says which data file is damaged and what to do", async () => {
    const cloud = await startFixture();
    const { dataDir } = cloud;
    await writeFile(join(dataDir, "cognito.json"), "{");
    const error = await cloud.restart().catch((reason) => reason);
    expect(error.message).to.equal(
      `The local data file ${join(dataDir, "cognito.json")} is damaged. ` +
        "Restore it, or start with --fresh to delete all data.",
    );
  });
});
