import { mock } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import {
  AliasExistsException,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { Credentials } from "../../../domain/accounts/credentials";
import { UserRecords } from "../../../domain/accounts/userRecords";
import { documentClient } from "../../../domain/aws/clients";

describe("a change of the email address", () => {
  type Failures = Partial<Record<string, Error>>;

  let failing: Failures = {};
  let sent: string[] = [];

  // Once for each test: a second one would not be taken back, and the tests of other files would run with the first.
  beforeEach(() => {
    mock.method(console, "warn", () => undefined);
    mock.method(
      CognitoIdentityProviderClient.prototype,
      "send",
      async ({ constructor: { name } }: object) => {
        sent.push(name);
        if (failing[name]) throw failing[name];
        return {};
      },
    );
  });
  afterEach(() => mock.reset());

  /** Asks for a change while some actions of Cognito fail. */
  function ask(failures: Failures = {}) {
    [failing, sent] = [failures, []];
    const credentials = new Credentials("pool", new UserRecords(documentClient(), "Ledgers"));
    const user = { id: "id", name: "id", email: "old@example.com" };
    const asked = credentials.requestEmail(user, "new@example.com", { clientId: "client" });
    return { sent, answer: asked.catch(({ code }) => code) };
  }

  /** Asks for a change while the email to the old address fails so, or is sent. */
  async function change(failure?: string) {
    const failures = failure && { ForgotPasswordCommand: Object.assign(new Error(), { name: failure }) };
    const { sent: asked, answer } = ask(failures || {});
    return { refusal: await answer, sent: asked };
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

  it("takes a full second, whether or not another user has the address", async () => {
    const taken = new AliasExistsException({ message: "It exists.", $metadata: {} });
    for (const failures of [{}, { AdminUpdateUserAttributesCommand: taken }]) {
      mock.timers.enable({ apis: ["setTimeout"] });
      const { sent: asked, answer } = ask(failures);
      let isAnswered = false;
      const answered = answer.then(() => {
        isAnswered = true;
      });
      while (asked.length < BOTH.length) await settled();
      await settled();
      expect(isAnswered).to.equal(false);
      mock.timers.tick(1000);
      await answered;
      mock.timers.reset();
    }
  });
});
