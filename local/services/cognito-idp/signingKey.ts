import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK } from "jose";

/** A pool's RSA key: the private half stays in a file that only this user may read. */
export interface SigningKey {
  kid: string;
  sign: CryptoKey;
  public: JWK;
}

/** Returns the pool's key from the data folder, where the first run creates it. */
export async function loadSigningKey(dataDir: string, poolId: string): Promise<SigningKey> {
  const path = join(dataDir, "cognito", `${poolId}.key.json`);
  const stored = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  const jwk: JWK = stored ? JSON.parse(stored) : await makeKey(path);
  const { kty, n, e, kid = "" } = jwk;
  return {
    kid,
    sign: (await importJWK(jwk, "RS256")) as CryptoKey,
    public: { kty, n, e, kid, alg: "RS256", use: "sig" },
  };
}

async function makeKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: randomBytes(32).toString("base64") };
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}

export function publicKeys(key: SigningKey): JSONWebKeySet {
  return { keys: [key.public] };
}
