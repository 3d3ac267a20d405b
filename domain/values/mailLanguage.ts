/** The languages of emails and letters: those of the page. */
export const MAIL_LANGUAGES = ["en", "de", "ar"] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** Returns the language of emails for a language setting, a BCP 47 tag; undefined if it is not supported. */
export function mailLanguageOf(setting = ""): MailLanguage | undefined {
  const [language] = setting.toLowerCase().split("-");
  return MAIL_LANGUAGES.find((one) => one === language);
}
