import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from "node:crypto";
import { toUint8Array } from "@smithy/core/serde";

/**
 * SHA-256 or its HMAC, with which the SDK signs requests. The SDK's own class passes the key to Node.js as bytes. In
 * Node.js 24 that throws and catches an error, which takes four times as long as the HMAC itself.
 */
export class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: Parameters<typeof toUint8Array>[0]) {
    this.hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", createSecretKey(toUint8Array(secret)));
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}
