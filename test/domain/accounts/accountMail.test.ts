import { expect } from "chai";
import { accountMail } from "../../../domain/accounts/accountMail";
import { LOCALE_ATTRIBUTE, ORIGIN_ATTRIBUTE, SIGNED_UP } from "../../../domain/values/groups";
import { MAIL_LANGUAGES } from "../../../domain/values/mailLanguage";

const CODE = "{####}";
const NAME = "{username}";

/** Cognito's limit of a subject: letters, marks, symbols, numbers, punctuation and spaces, at most 140. */
const SUBJECT = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]{1,140}$/u;

const write = (
  event: string,
  {
    attributes = {},
    metadata,
  }: { attributes?: Record<string, string>; metadata?: Record<string, string> } = {},
) =>
  accountMail({
    triggerSource: `CustomMessage_${event}`,
    request: {
      userAttributes: { email: "ada@example.com", ...attributes },
      codeParameter: CODE,
      usernameParameter: event === "AdminCreateUser" ? NAME : null,
      clientMetadata: metadata,
    },
  });

describe("The mails of accounts", () => {
  const origin = { [`custom:${ORIGIN_ATTRIBUTE}`]: SIGNED_UP };
  /** Every email, in each language. */
  const mailsIn = (language: string) => ({
    signUp: write("AdminCreateUser", { attributes: { ...origin, [LOCALE_ATTRIBUTE]: language } }),
    invitation: write("AdminCreateUser", { attributes: { [LOCALE_ATTRIBUTE]: language } }),
    exists: write("ForgotPassword", { metadata: { reason: "signUp", language } }),
    reset: write("ForgotPassword", { metadata: { reason: "passwordReset", language } }),
    newEmail: write("ForgotPassword", { metadata: { reason: "emailChange", language } }),
    address: write("UpdateUserAttribute", { metadata: { language } }),
  });

  for (const language of MAIL_LANGUAGES) {
    it(`are written in ${language}, each with its code and a subject that Cognito takes`, () => {
      for (const [kind, { emailSubject, emailMessage }] of Object.entries(mailsIn(language))) {
        expect(emailSubject, kind).to.match(SUBJECT);
        expect(emailMessage.split(CODE), kind).to.have.length(2);
        expect(emailMessage.includes(NAME), kind).to.equal(kind === "signUp" || kind === "invitation");
        expect(emailMessage.includes("undefined"), kind).to.equal(false);
        expect(/dir="rtl"/.test(emailMessage), kind).to.equal(language === "ar");
        // The one-time password stands alone in its line, to be copied.
        if (kind === "signUp") expect(emailMessage).to.include(`>${CODE}</p>`);
      }
    });
  }

  it("keep the order of a password's signs, and of an address, in a text from right to left", () => {
    for (const language of MAIL_LANGUAGES) {
      const { emailMessage } = mailsIn(language).invitation;
      const rtl = language === "ar";
      expect(emailMessage).to.include(rtl ? `<p dir="ltr">${CODE}</p>` : `<p>${CODE}</p>`);
      expect(emailMessage).to.include(`<span dir="ltr">${NAME}</span></p>`);
    }
  });

  it("differ in all languages and kinds", () => {
    const all = MAIL_LANGUAGES.flatMap((language) => Object.values(mailsIn(language)));
    expect(new Set(all.map(({ emailMessage }) => emailMessage)).size).to.equal(all.length);
    const texts = all.map(({ emailMessage }) => emailMessage.replaceAll(CODE, "").replaceAll(NAME, ""));
    // Arabic emails have no Latin words, so no sentence was left untranslated.
    for (const text of texts.slice(-6)) expect(text.replace(/<[^>]*>/g, "")).not.to.match(/[a-z]{2,}/i);
  });

  it("are in the language that was asked for, else the user's, else English", () => {
    const attributes = { [LOCALE_ATTRIBUTE]: "de" };
    const subjectOf = (metadata?: Record<string, string>, of = attributes) =>
      write("ForgotPassword", { attributes: of, ...(metadata && { metadata }) }).emailSubject;
    expect(subjectOf({ language: "ar" })).to.equal("رمزك في المصروفات");
    expect(subjectOf()).to.equal("Ihr Code für die Ausgaben");
    expect(subjectOf({ language: "xx" })).to.equal("Ihr Code für die Ausgaben");
    expect(subjectOf(undefined, { [LOCALE_ATTRIBUTE]: "fr-CH" })).to.equal("Your expense tracker code");
  });
});
