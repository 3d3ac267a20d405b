import { createHash, randomBytes } from "node:crypto";

/** Creates the secret of a link that admits whoever has it: 256 random bits, of which only the hash is stored. */
export const newSecret = () => randomBytes(32).toString("base64url");

/** The hash of a secret. It need be neither slow nor salted: nobody can try 2^256 secrets. */
export const hashOfSecret = (secret: string) => createHash("sha256").update(secret).digest("base64url");
