import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AwsError } from "../../engine/awsError";
import type { PoolSettings } from "./poolSettings";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** The default of Node.js's `scrypt` for its cost, `N`: a twentieth of a second. */
const DEFAULT_COST = 16_384;

export interface PasswordHash {
  salt: string;
  hash: string;
  /** Absent: {@link DEFAULT_COST}. */
  cost?: number;
}

export async function hashPassword(password: string, cost = DEFAULT_COST): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, { cost });
  return {
    salt: salt.toString("base64"),
    hash: hash.toString("base64"),
    ...(cost !== DEFAULT_COST && { cost }),
  };
}

export async function matchesPassword(password: string, stored: PasswordHash | undefined): Promise<boolean> {
  if (!stored) return false;
  const { salt, hash, cost = DEFAULT_COST } = stored;
  const derived = await derive(password, Buffer.from(salt, "base64"), 32, { cost });
  return timingSafeEqual(derived, Buffer.from(hash, "base64"));
}

const symbols = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= ";
const characters = {
  uppercase: "ABCDEFGHJKLMNPQRSTUVWXYZ",
  lowercase: "abcdefghijkmnopqrstuvwxyz",
  digits: "23456789",
  symbols: "!#%&*+-?@",
};

/** Throws Cognito's own sentence for the first rule that the password breaks. */
export function checkPassword(password: string, policy: PoolSettings["passwordPolicy"]): void {
  const fault = (what: string) =>
    new AwsError("InvalidPasswordException", `Password did not conform with policy: ${what}`);
  if (password.length < policy.minimumLength) throw fault("Password not long enough");
  if (password.length > 256) throw fault("Password too long");
  if (policy.requireUppercase && !/[A-Z]/.test(password))
    throw fault("Password must have uppercase characters");
  if (policy.requireLowercase && !/[a-z]/.test(password))
    throw fault("Password must have lowercase characters");
  if (policy.requireNumbers && !/\d/.test(password)) throw fault("Password must have numeric characters");
  const hasSymbol = [...password.trim()].some((character) => symbols.includes(character));
  if (policy.requireSymbols && !hasSymbol) throw fault("Password must have symbol characters");
}

/** A password that fits every policy: one of each kind of character, then at random. */
export function temporaryPassword(policy: PoolSettings["passwordPolicy"]): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const all = Object.values(characters).join("");
  const picked = Object.values(characters).map(pick);
  while (picked.length < Math.max(12, policy.minimumLength)) picked.push(pick(all));
  return picked.join("");
}
