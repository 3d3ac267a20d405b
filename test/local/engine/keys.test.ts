import { expect } from "chai";
import type { Credentials } from "../../../local/engine/signature";
import { type Fixture, startFixture } from "../fixture";
import { signedCall } from "../signedCall";

const QUERY = { service: "sts", body: "Action=GetCallerIdentity&Version=2011-06-15" };

describe("the access keys of a data folder", () => {
  const clouds: Fixture[] = [];
  afterEach(async () => {
    for (const cloud of clouds.splice(0)) await cloud.stop();
  });

  async function started(): Promise<Fixture> {
    const cloud = await startFixture();
    clouds.push(cloud);
    return cloud;
  }

  it("are its own, are kept, and open no other", async () => {
    const [one, other] = [await started(), await started()];
    const keys: Credentials = { ...one.local.credentials };
    const others = other.local.credentials;
    expect(keys.accessKeyId)
      .to.match(/^LOCAL[\dA-F]{16}$/)
      .and.not.equal(others.accessKeyId);
    expect(keys.secretAccessKey)
      .to.match(/^[\w-]{40}$/)
      .and.not.equal(others.secretAccessKey);

    const ask = (cloud: Fixture, credentials: Credentials) =>
      signedCall({ url: cloud.local.awsEndpointUrl, credentials }, QUERY);
    expect((await ask(one, keys)).status).to.equal(200);
    const foreign = await ask(other, keys);
    expect(foreign.status).to.equal(403);
    expect(foreign.body).to.contain("InvalidClientTokenId");
    const guessed = await ask(other, { ...others, secretAccessKey: keys.secretAccessKey });
    expect(guessed.status).to.equal(403);
    expect(guessed.body).to.contain("SignatureDoesNotMatch");

    clouds[0] = await one.restart();
    expect(clouds[0].local.credentials).to.deep.equal(keys);
  });
});
