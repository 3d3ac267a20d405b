/** The languages that mails are written in. */
export const MAIL_LANGUAGES = ["en", "de", "ar"] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The language of mails for a language setting, a BCP 47 tag; undefined if there are no words in it. */
export function mailLanguageOf(setting = ""): MailLanguage | undefined {
  const [language] = setting.toLowerCase().split("-");
  return MAIL_LANGUAGES.find((one) => one === language);
}
