import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK } from "jose";
import { damagedDocument, openDocument } from "../../engine/document";

/** A pool's RSA key: the private half stays in a file that only this user may read. */
export interface SigningKey {
  kid: string;
  sign: CryptoKey;
  public: JWK;
}

/**
 * Returns the pool's key from the data folder, where the first run creates it.
 *
 * @throws LocalCloudError if its file is damaged.
 */
export async function loadSigningKey(dataDir: string, poolId: string): Promise<SigningKey> {
  const path = join(dataDir, "cognito", `${poolId}.key.json`);
  const document = openDocument<JWK>(path, {});
  if (Object.keys(document.value).length === 0) {
    const made = await makeKey();
    await document.update((value) => Object.assign(value, made));
  }
  const { kty, n, e, kid = "" } = document.value;
  const sign = await importJWK(document.value, "RS256").catch(() => {
    throw damagedDocument(path);
  });
  return { kid, sign: sign as CryptoKey, public: { kty, n, e, kid, alg: "RS256", use: "sig" } };
}

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(32).toString("base64") };
}

export function publicKeys(key: SigningKey): JSONWebKeySet {
  return { keys: [key.public] };
}
