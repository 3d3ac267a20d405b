import { expect } from "chai";
import * as fc from "fast-check";
import { moneyOf } from "../../../domain/expenses/amounts";
import { currencies } from "../../../domain/values/currency";
import type { AmountError } from "../../../domain/values/money";
import { readAmount } from "../../../domain/values/typedAmount";
import { runs } from "../../helpers/runs";

describe("The amount of a request", () => {
  it("is the same for a plain decimal as for what people type", () => {
    const plain = fc.stringMatching(/^[0-9]{1,12}(\.[0-9]{1,5})?$/);
    fc.assert(
      fc.property(plain, fc.constantFrom(...currencies), (text, expected) => {
        const typed = outcome(() => readAmount(text, expected).minor);
        expect(outcome(() => moneyOf(text, { expected }).amount)).to.deep.equal(typed);
      }),
      { numRuns: runs(300) },
    );
  });
});

function outcome(read: () => number) {
  try {
    return read();
  } catch (error) {
    const { code, values } = error as AmountError;
    return { code, values };
  }
}
