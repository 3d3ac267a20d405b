import type * as z from "zod";
import { LOCALE_ATTRIBUTE, ORIGIN_ATTRIBUTE, SIGNED_UP } from "../values/groups";
import { mailLanguageOf } from "../values/mailLanguage";
import { ACCOUNT_MAIL_WORDS } from "./accountMailWords";
import type { mailToWrite } from "./poolEvents";

/** Subject and text (HTML) of an email. */
interface Mail {
  emailSubject: string;
  emailMessage: string;
}

/**
 * Writes the emails of the user pool, in the language that the request names, or else in the one that the user was
 * created with. They hold nothing else that a stranger could have chosen: Cognito inserts the address and the code or
 * password.
 */
export function accountMail({ triggerSource, request }: z.infer<typeof mailToWrite>): Mail {
  const { codeParameter, usernameParameter, userAttributes, clientMetadata } = request;
  const language =
    mailLanguageOf(clientMetadata?.language) ?? mailLanguageOf(userAttributes[LOCALE_ATTRIBUTE]) ?? "en";
  const { invitation, exists, newEmail, code } = ACCOUNT_MAIL_WORDS[language];
  const mail = (emailSubject: string, texts: readonly string[]): Mail => ({
    emailSubject,
    emailMessage: texts
      .map((text) => {
        if (language !== "ar") return `<p>${text}</p>`;
        // Signs at the end of a password would be shown at its beginning in a line from right to left.
        return `<p dir="${text === codeParameter ? "ltr" : "rtl"}">${text}</p>`;
      })
      .join(""),
  });
  if (triggerSource === "CustomMessage_AdminCreateUser") {
    const signedUp = userAttributes[`custom:${ORIGIN_ATTRIBUTE}`] === SIGNED_UP;
    return mail(invitation.subject, [
      signedUp ? invitation.signedUp : invitation.invited,
      codeParameter,
      invitation.name(`<span dir="ltr">${usernameParameter ?? ""}</span>`),
      signedUp ? invitation.signUpEnds : invitation.invitationEnds,
    ]);
  }
  if (triggerSource !== "CustomMessage_ForgotPassword") return mail(code.subject, [code.code(codeParameter)]);
  if (clientMetadata?.reason === "emailChange") {
    return mail(newEmail.subject, [newEmail.asked, newEmail.other(codeParameter)]);
  }
  if (clientMetadata?.reason !== "signUp") return mail(code.subject, [code.reset(codeParameter), code.other]);
  return mail(exists.subject, [exists.hasOne, exists.forgotten(codeParameter), exists.other]);
}
