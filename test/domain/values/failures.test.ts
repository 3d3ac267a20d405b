import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { isThrottled, refusesUser } from "../../../domain/values/failures";

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
