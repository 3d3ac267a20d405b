import { expect } from "chai";
import type { ApiError } from "../../../domain/http/apiError";
import { contend, OVERTAKEN } from "../../../domain/http/contend";

describe("A change of what others change too", () => {
  it("is attempted until nobody was faster, and may have nothing as its outcome", async () => {
    for (const outcome of ["stored", undefined]) {
      let attempts = 0;
      const attempt = async () => {
        attempts += 1;
        return attempts < 8 ? OVERTAKEN : outcome;
      };
      expect(await contend("ledger.contended", attempt)).to.equal(outcome);
      expect(attempts).to.equal(8);
    }
  });

  it("is refused if others are faster for too long, and fails at once with the attempt", async () => {
    const overtaken = async () => OVERTAKEN;
    const refused = await contend("ledger.contended", overtaken).catch(({ code }: ApiError) => code);
    expect(refused).to.equal("ledger.contended");
    let attempts = 0;
    const broken = async () => {
      attempts += 1;
      throw new TypeError("broken");
    };
    const outcome = await contend("ledger.contended", broken).catch((error: unknown) => error);
    expect([outcome instanceof TypeError, attempts]).to.deep.equal([true, 1]);
  });
});
