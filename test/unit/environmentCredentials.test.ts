import { expect } from "chai";
import { defaultProvider } from "../../components/bundling/environmentCredentials";

const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;

describe("The credentials of a deployed function", () => {
  afterEach(() => {
    for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("are read from the environment once", async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "first", AWS_SECRET_ACCESS_KEY: "secret" });
    const provider = defaultProvider();
    const first = await provider();
    process.env.AWS_ACCESS_KEY_ID = "second";
    expect(await provider()).to.equal(first);
    expect(await provider({ forceRefresh: true })).to.include({ accessKeyId: "second" });
  });

  it("are asked for again if there were none", async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    const provider = defaultProvider();
    const failure = await provider().then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(failure).to.equal("Unable to find environment variable credentials.");
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "first", AWS_SECRET_ACCESS_KEY: "secret" });
    expect(await provider()).to.include({ accessKeyId: "first" });
  });
});
