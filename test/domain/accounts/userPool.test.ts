import { mock } from "node:test";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { UserPool } from "../../../domain/accounts/userPool";

describe("a user of the pool", () => {
  afterEach(() => mock.restoreAll());

  it("is found by their ID, also behind an empty page", async () => {
    const Users = [{ Username: "ann", Attributes: [{ Name: "sub", Value: "id-of-ann" }] }];
    const asked: unknown[] = [];
    mock.method(
      CognitoIdentityProviderClient.prototype,
      "send",
      async ({ input }: { input: { PaginationToken?: string; Filter?: string } }) => {
        asked.push(input.Filter);
        return input.PaginationToken === undefined ? { Users: [], PaginationToken: "next" } : { Users };
      },
    );
    expect(await new UserPool("pool").find("id-of-ann")).to.include({ id: "id-of-ann", name: "ann" });
    expect(asked).to.deep.equal(Array(2).fill('sub = "id-of-ann"'));
  });
});
