import { randomInt } from "node:crypto";
import { AwsError } from "../../engine/awsError";
import { DAY_MS, HOUR_MS } from "../../engine/duration";
import type { CodePurpose, Pool, StoredUser } from "./model";
import { type MailText, type TriggerCaller, writeMail } from "./triggers";

const lifetimes: Record<CodePurpose, number> = { password: HOUR_MS, email: DAY_MS };
/** Cognito lets 5 to 20 wrong tries or requests pass in an hour, by risk; these are on its mild side. */
const MAX_TRIES = 5;
const MAX_REQUESTS_PER_HOUR = 20;

const limitExceeded = () =>
  new AwsError("LimitExceededException", "Attempt limit exceeded, please try after some time.");
export const codeMismatch = () =>
  new AwsError("CodeMismatchException", "Invalid verification code provided, please try again.");
const codeExpired = () =>
  new AwsError("ExpiredCodeException", "Invalid code provided, please request a code again.");

/** The destination of a code, with the address masked as Cognito does: `d***@e***`. */
export function deliveryDetails(email: string) {
  const [name = "", domain = ""] = email.split("@");
  const Destination = `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
  return { AttributeName: "email", DeliveryMedium: "EMAIL", Destination };
}

/** The purpose of an emailed code, as triggers receive it. */
const sources: Record<CodePurpose, string> = {
  password: "ForgotPassword",
  email: "UpdateUserAttribute",
};

/** The texts of Cognito where no trigger writes one. */
const STANDARD_TEXTS: Record<CodePurpose, string> = {
  password: "Your password reset code is {####}",
  email: "Your confirmation code is {####}",
};

/**
 * Emails a new six-digit code, which replaces an older one of the same purpose; to a new address, if that is to be
 * proven.
 */
export async function sendCode(
  pool: Pool,
  user: StoredUser,
  purpose: CodePurpose,
  caller: TriggerCaller,
  email?: string,
) {
  const to = email ?? user.attributes.email;
  if (!to)
    throw new AwsError(
      "InvalidParameterException",
      "User does not have delivery config set to turn on email",
    );
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await pool.updateUser(user.username, (stored) => {
    const now = Date.now();
    // Requests of a time to come were made before the machine's clock was set back.
    const recent = stored.codeRequests.filter((at) => at > now - HOUR_MS && at <= now);
    if (recent.length >= MAX_REQUESTS_PER_HOUR) throw limitExceeded();
    stored.codeRequests = [...recent, now];
    stored.codes[purpose] = { code, expiresAt: now + lifetimes[purpose], tries: 0, email };
  });
  const template = { subject: "Your verification code", text: STANDARD_TEXTS[purpose] };
  const mail = await writeMail(pool, sources[purpose], user, caller, { code, template });
  await pool.context.deliverMail({ to, ...mail });
  return deliveryDetails(to);
}

/**
 * Uses up the code if it is right, so that it works once; otherwise throws Cognito's error. Returns the address that it
 * proves.
 */
export async function redeemCode(pool: Pool, user: StoredUser, purpose: CodePurpose, code: string) {
  let failure: AwsError | undefined;
  let email: string | undefined;
  await pool.updateUser(user.username, (stored) => {
    const expected = stored.codes[purpose];
    if (!expected || expected.expiresAt < Date.now()) failure = codeExpired();
    else if (expected.tries >= MAX_TRIES) failure = limitExceeded();
    else if (expected.code !== code) {
      expected.tries++;
      failure = codeMismatch();
    } else {
      email = expected.email ?? stored.attributes.email;
      delete stored.codes[purpose];
    }
  });
  if (failure) throw failure;
  return email;
}

/** The invitation of a user whom an administrator creates. */
export function invitationMail(
  pool: Pool,
  user: StoredUser,
  username: string,
  password: string,
): Promise<MailText> {
  const template = {
    subject: "Your temporary password",
    text: "Your username is {username} and temporary password is {####}.",
  };
  return writeMail(pool, "AdminCreateUser", user, {}, { code: password, username, template });
}
