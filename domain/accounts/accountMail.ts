import type * as z from "zod";
import { ORIGIN_ATTRIBUTE, SIGNED_UP } from "../values/groups";
import { SIGN_UP_HOURS, TEMPORARY_PASSWORD_DAYS } from "../values/limits";
import type { mailToWrite } from "./poolEvents";

/** Subject and text (HTML) of a mail. */
interface Mail {
  emailSubject: string;
  emailMessage: string;
}

/**
 * Writes the mails of the user pool. They hold nothing that a stranger could have chosen: the address and the code or password
 * are put in by Cognito.
 */
export function accountMail({ triggerSource, request }: z.infer<typeof mailToWrite>): Mail {
  const { codeParameter: code, usernameParameter: name, userAttributes, clientMetadata } = request;
  if (triggerSource === "CustomMessage_AdminCreateUser") {
    return invitation(code, name ?? "", userAttributes[`custom:${ORIGIN_ATTRIBUTE}`] === SIGNED_UP);
  }
  if (triggerSource !== "CustomMessage_ForgotPassword") return codeMail([`Your code is ${code}.`]);
  return clientMetadata?.reason === "signUp" ? accountExists(code) : passwordReset(code);
}

function invitation(password: string, name: string, signedUp: boolean): Mail {
  return {
    emailSubject: "Your expense tracker account",
    emailMessage: paragraphs([
      signedUp
        ? "You can use the expense tracker now. Sign in with this one-time password, then choose your own:"
        : "You are invited to the expense tracker. Sign in with this one-time password, then choose your own:",
      password,
      `Your email address is your user name: ${name}`,
      signedUp
        ? `If you do not sign in within ${SIGN_UP_HOURS} hours, the account is deleted. If you did not ask for it, you can ignore this email.`
        : `The password is valid for ${TEMPORARY_PASSWORD_DAYS} days.`,
    ]),
  };
}

function accountExists(code: string): Mail {
  return {
    emailSubject: "You already have an expense tracker account",
    emailMessage: paragraphs([
      "Somebody asked for an account with this email address, but it has one already. Sign in with your password.",
      `If you have forgotten it, you can choose a new one with the code ${code}.`,
      "If it was not you who asked, you can ignore this email.",
    ]),
  };
}

function passwordReset(code: string): Mail {
  return codeMail([
    `Your code is ${code}. You can choose a new password with it.`,
    "If you did not ask for it, you can ignore this email.",
  ]);
}

function codeMail(texts: readonly string[]): Mail {
  return { emailSubject: "Your expense tracker code", emailMessage: paragraphs(texts) };
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${text}</p>`).join("");
}
