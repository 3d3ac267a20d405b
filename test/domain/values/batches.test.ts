import { expect } from "chai";
import { inBatches } from "../../../domain/values/batches";

describe("Batches of a list", () => {
  it("hold every entry once, in order, and no more than their size", () => {
    expect([...inBatches([1, 2, 3, 4, 5], 2)]).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect([...inBatches([1, 2, 3, 4], 2)]).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it("are none if the list is empty", () => {
    expect([...inBatches([], 2)]).to.deep.equal([]);
  });
});
