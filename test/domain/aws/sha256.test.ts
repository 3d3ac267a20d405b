import { Sha256 as OfSdk } from "@smithy/core/checksum";
import { expect } from "chai";
import * as fc from "fast-check";
import { Sha256 } from "../../../domain/aws/sha256";
import { runs } from "../../helpers/runs";

describe("The hash of signatures", () => {
  it("is that of the SDK, with a key of any kind and without one", async () => {
    const key = fc.oneof(
      fc.constant(undefined),
      fc.string({ unit: "binary", minLength: 1 }),
      fc.uint8Array({ maxLength: 100 }),
    );
    const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(key, parts, async (secret, texts) => {
        const digests = [Sha256, OfSdk].map((Hash) => {
          const hash = new Hash(secret);
          for (const text of texts) hash.update(text);
          return hash.digest();
        });
        const [ours, theirs] = await Promise.all(digests);
        expect(Buffer.from(ours ?? [])).to.deep.equal(Buffer.from(theirs ?? []));
      }),
      { numRuns: runs(50) },
    );
  });
});
