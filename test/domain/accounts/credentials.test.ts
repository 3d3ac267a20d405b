import { mock } from "node:test";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { Credentials } from "../../../domain/accounts/credentials";
import { UserRecords } from "../../../domain/accounts/userRecords";
import { documentClient } from "../../../domain/aws/clients";

describe("a change of the email address", () => {
  afterEach(() => mock.restoreAll());

  /** Asks for a change while the email to the old address fails so, or is sent. */
  async function change(failure?: string) {
    const sent: string[] = [];
    mock.method(console, "warn", () => undefined);
    mock.method(
      CognitoIdentityProviderClient.prototype,
      "send",
      async ({ constructor: { name } }: object) => {
        sent.push(name);
        if (name === "ForgotPasswordCommand" && failure) throw Object.assign(new Error(), { name: failure });
        return {};
      },
    );
    const credentials = new Credentials("pool", new UserRecords(documentClient(), "Ledgers"));
    const user = { id: "id", name: "id", email: "old@example.com" };
    const refusal = await credentials
      .requestEmail(user, "new@example.com", { clientId: "client" })
      .catch(({ code }) => code);
    return { sent, refusal };
  }
  const BOTH = ["ForgotPasswordCommand", "AdminUpdateUserAttributesCommand"];

  it("is told to the old address first", async () => {
    expect(await change()).to.deep.equal({ sent: BOTH, refusal: undefined });
  });

  it("is refused while the old address gets no more codes, so that nobody can keep it from being told", async () => {
    for (const failure of ["LimitExceededException", "TooManyRequestsException"]) {
      const refused = { sent: ["ForgotPasswordCommand"], refusal: "requests.shareUsedUp" };
      expect(await change(failure), failure).to.deep.equal(refused);
    }
  });

  it("is made where the old address takes no emails any more", async () => {
    for (const failure of ["CodeDeliveryFailureException", "InvalidParameterException"]) {
      expect(await change(failure), failure).to.deep.equal({ sent: BOTH, refusal: undefined });
    }
  });
});
