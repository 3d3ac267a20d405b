import { Secret, TOTP } from "otpauth";
import { AwsError } from "../../engine/awsError";
import { afterWrongTry, isLocked, NO_ATTEMPTS } from "./attempts";
import type { Pool, StoredTotp, StoredUser } from "./model";

const NEW: StoredTotp = { enabled: false, usedSteps: [], ...NO_ATTEMPTS };

/** Tolerance in time steps of 30 seconds either way (RFC 6238, 5.2). */
const WINDOW = 1;

/** Hands out another secret. The verified one stays in use until this one is verified. */
export async function associate(pool: Pool, user: StoredUser): Promise<string> {
  const secret = new Secret({ size: 20 }).base32;
  await pool.updateUser(user.username, (stored) => {
    stored.totp = { ...NEW, ...stored.totp, pending: secret };
  });
  return secret;
}

/** Verifies the secret that was handed out last by a code of the app. */
export async function verify(pool: Pool, user: StoredUser, code: string): Promise<void> {
  const mismatch = "Code mismatch and fail enable Software Token MFA";
  await redeem(pool, user, "pending", code, new AwsError("EnableSoftwareTokenMFAException", mismatch));
}

/** Accepts a code of a sign-in. */
export async function checkCode(pool: Pool, user: StoredUser, code: string): Promise<void> {
  const mismatch = new AwsError("CodeMismatchException", "Invalid code received for user");
  await redeem(pool, user, "secret", code, mismatch);
}

/** Turns the second factor on, if it is set up, or off. */
export async function setEnabled(pool: Pool, user: StoredUser, enabled: boolean): Promise<void> {
  if (enabled && user.totp?.secret === undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    );
  }
  await pool.updateUser(user.username, (stored) => {
    stored.totp = { ...NEW, ...stored.totp, enabled };
  });
}

/** The display of an authenticator app. */
export interface AppCode {
  email: string;
  code: string;
  /** Seconds until the next code. */
  seconds: number;
}

/** The codes that the apps of the pool's users show now, for the key that was handed out last. */
export function appCodes({ state }: Pool): AppCode[] {
  const now = Date.now();
  const seconds = 30 - (Math.floor(now / 1000) % 30);
  return Object.values(state.users).flatMap(({ username, attributes: { email = username }, totp }) => {
    const secret = totp?.pending ?? totp?.secret;
    if (secret === undefined) return [];
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
    return [{ email, code, seconds }];
  });
}

/** Accepts a code once, and limits tries as those of passwords. Cognito documents that it does, not how. */
async function redeem(
  pool: Pool,
  user: StoredUser,
  which: "pending" | "secret",
  code: string,
  mismatch: AwsError,
): Promise<void> {
  let failure: AwsError | undefined;
  await pool.updateUser(user.username, (stored) => {
    const totp = { ...NEW, ...stored.totp };
    const now = Date.now();
    if (isLocked(totp, now)) {
      failure = new AwsError("TooManyFailedAttemptsException", "Too many failed attempts.");
      return;
    }
    const step = stepOf(totp[which], code, now);
    if (step === undefined) {
      failure = mismatch;
      stored.totp = { ...totp, ...afterWrongTry(totp, now) };
    } else if (which === "secret" && totp.usedSteps.includes(step)) {
      failure = new AwsError("ExpiredCodeException", "Your software token has already been used once.");
    } else {
      stored.totp = accepted(totp, which, step, now);
    }
  });
  if (failure) throw failure;
}

function accepted(
  { pending, ...totp }: StoredTotp,
  which: "pending" | "secret",
  step: number,
  now: number,
): StoredTotp {
  const usedSteps = [...totp.usedSteps.filter((used) => used >= currentStep(now) - WINDOW), step];
  if (which === "pending") return { ...totp, ...NO_ATTEMPTS, secret: pending, usedSteps: [step] };
  return { ...totp, ...NO_ATTEMPTS, ...(pending !== undefined && { pending }), usedSteps };
}

/** The time step that a code belongs to; undefined if it is wrong. */
function stepOf(secret: string | undefined, code: string, now: number): number | undefined {
  if (secret === undefined) return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : currentStep(now) + delta;
}

const currentStep = (now: number) => Math.floor(now / 30_000);
