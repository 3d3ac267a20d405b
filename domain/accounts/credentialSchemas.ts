import * as z from "zod";
import { refuses } from "../http/refuses";
import { join } from "../ledgers/ledgerSchemas";
import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../values/limits";
import { MAIL_LANGUAGES } from "../values/mailLanguage";

const WEAK = refuses("password.weak", { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH });

/** Body of `PUT /account/password`. */
export const newPassword = z
  .strictObject({
    password: z
      .string({ error: WEAK })
      .min(MIN_PASSWORD_LENGTH, WEAK)
      .max(MAX_PASSWORD_LENGTH, WEAK)
      .describe("With an uppercase and a lowercase letter, a digit and a symbol."),
  })
  .meta({ id: "NewPassword" });

const INVALID = refuses("email.invalid");

/** An email address in lowercase: addresses that differ only in case belong to the same user. */
export const emailAddress = z
  .string({ error: INVALID })
  .max(MAX_EMAIL_LENGTH, INVALID)
  .overwrite((text) => text.trim().toLowerCase())
  .refine((text) => z.email().safeParse(text).success, INVALID);

const language = z
  .enum(MAIL_LANGUAGES, refuses("mailLanguage.invalid", { languages: MAIL_LANGUAGES.join(", ") }))
  .optional()
  .describe(
    "Language of the email. If nobody is signed in, a language that the user has chosen takes precedence.",
  );

/** Body of `PUT /account/email`. */
export const newEmail = z.strictObject({ email: emailAddress, language }).meta({ id: "NewEmail" });

/** Body of `POST /passwordReset` and `POST /admin/users`. */
export const signInAddress = z.strictObject({ email: emailAddress, language }).meta({ id: "SignInAddress" });

/** Body of `POST /signup`. */
export const newcomer = z
  .strictObject({
    email: emailAddress,
    language,
    invitation: join
      .optional()
      .describe("Lets its recipient sign up even if otherwise only admins can invite."),
  })
  .meta({ id: "Newcomer" });

export const DEVICE_KEY_BYTES = 32;

/** Answer of `GET /account/device-key`. */
export const deviceKey = z
  .object({
    key: z
      .string()
      .length(2 * DEVICE_KEY_BYTES)
      .describe("256 bits in hexadecimal."),
  })
  .meta({ id: "DeviceKey" });
