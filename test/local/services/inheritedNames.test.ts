import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { clientConfig } from "../clients";
import { type Fixture, startFixture } from "../fixture";
import { refused } from "../refused";

describe("names that every object inherits", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(async () => {
    expect(cloud.problems).to.deep.equal([]);
    await cloud.stop();
  });

  for (const name of ["constructor", "__proto__", "toString"]) {
    it(`are neither a way to sign in nor an attribute of users: ${name}`, async () => {
      const cognito = new CognitoIdentityProviderClient(clientConfig(cloud));
      const signIn = { ClientId: cloud.output("clientId"), AuthParameters: { USERNAME: "a", PASSWORD: "b" } };
      await refused(
        cognito.send(new InitiateAuthCommand({ ...signIn, AuthFlow: name as never })),
        "InvalidParameterException",
        `The local cloud does not support ${name}, only USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, REFRESH_TOKEN_AUTH.`,
      );
      const UserPoolId = cloud.output("userPoolId");
      const { Users } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `${name} ^= "x"` }));
      expect(Users).to.deep.equal([]);
      cognito.destroy();
    });

    it(`are no way to invoke a function: ${name}`, async () => {
      const lambda = new LambdaClient(clientConfig(cloud));
      await refused(
        lambda.send(new InvokeCommand({ FunctionName: "echo", InvocationType: name as never })),
        "InvalidParameterValueException",
        `The local cloud does not support the invocation type ${name}.`,
      );
      lambda.destroy();
    });
  }

  it("reach a function as headers of its API", async () => {
    const url = `${cloud.output("apiUrl")}/things?month=2026-11`;
    const response = await fetch(url, { headers: { constructor: "x" } });
    const { headers, multiValueHeaders } = await response.json();
    expect(response.status).to.equal(200);
    expect(Object.entries(headers)).to.deep.include(["constructor", "x"]);
    expect(Object.entries(multiValueHeaders)).to.deep.include(["constructor", ["x"]]);
  });
});
