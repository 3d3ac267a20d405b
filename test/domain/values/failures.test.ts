import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { failureKind, isThrottled, isUnanswered, refusesUser } from "../../../domain/values/failures";

/** Every error that the SDK knows of Cognito, by the name that the service sends. */
const errors = Object.keys(sdk)
  .filter((name) => name.endsWith("Exception"))
  .map((name) => Object.assign(new Error("Refused"), { name }));

const named = (chosen: (error: Error) => boolean) => errors.filter(chosen).map(({ name }) => name);

describe("A refusal of Cognito", () => {
  it("is about the user or not, by what was requested", () => {
    expect(named((error) => refusesUser("mail", error))).to.have.members([
      "CodeDeliveryFailureException",
      "InvalidParameterException",
      "LimitExceededException",
      "NotAuthorizedException",
      "UnsupportedUserStateException",
      "UserNotFoundException",
      "UsernameExistsException",
    ]);
    expect(named((error) => refusesUser("signIn", error))).to.have.members([
      "NotAuthorizedException",
      "PasswordResetRequiredException",
      "UserNotConfirmedException",
      "UserNotFoundException",
    ]);
  });

  it("is not taken for one of a user if there were too many requests", () => {
    const throttled = named(isThrottled);
    expect(throttled).to.include("TooManyRequestsException");
    expect(named((error) => isThrottled(error) && refusesUser("signIn", error))).to.deep.equal([]);
  });
});

describe("An error of a connection", () => {
  it("is known by the name that Node.js gives it, and no error of MySQL or of the program is taken for one", () => {
    for (const name of [
      "ECONNRESET",
      "EPIPE",
      "EAI_AGAIN",
      "ENOTFOUND",
      "ESOCKET",
      "ESOCKETTIMEDOUT",
      "ETIMEDOUT",
    ]) {
      expect(failureKind(name), name).to.equal("unavailable");
      expect(isUnanswered(Object.assign(new Error("Broken."), { name })), name).to.equal(true);
    }
    for (const name of ["ER_DUP_ENTRY", "ERR_INVALID_ARG_TYPE", "Error", "EntityTooLarge"])
      expect(failureKind(name), name).to.equal(undefined);
  });
});
