import * as fc from "fast-check";
import { runs } from "../helpers/runs";
import { NETWORK_STEPS, type Step, TabsWorld, USER_STEPS } from "./tabsWorld";

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...NETWORK_STEPS), at: fc.nat(20) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom(...USER_STEPS), seat: fc.nat(1), at: fc.nat(20) }),
  },
);

/** Steps between two moments of rest. */
const round = fc.array(step, { minLength: 1, maxLength: 12 });

describe("Two tabs of a browser, which share what they keep", function () {
  this.timeout(1_200_000);

  /** Performs steps, and compares the tabs, the ledger and a plain model after each round. */
  async function compareAfter(rounds: readonly (readonly Step[])[]): Promise<void> {
    const world = new TabsWorld();
    await world.open();
    for (const steps of rounds) {
      for (const one of steps) await world.perform(one);
      await world.rest();
    }
    await world.close();
  }

  it("lose nothing, send nothing twice and show what is stored, after whatever happened", () =>
    fc.assert(fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), compareAfter), {
      numRuns: runs(20, 2_000),
    }));

  it("leave a change that is on its way to the one that sends it", () =>
    compareAfter([
      [
        { kind: "edit", seat: 0, at: 0 },
        { kind: "look", seat: 1, at: 0 },
        { kind: "bulk", seat: 0, at: 0 },
      ],
    ]));

  it("delete several that their user changed before, though the deletion waits for a connection", () =>
    compareAfter([
      [
        { kind: "edit", seat: 0, at: 0 },
        { kind: "bulk", seat: 0, at: 0 },
        { kind: "answered", at: 0 },
        { kind: "network", seat: 0, at: 0 },
      ],
    ]));

  it("delete several though it waits behind the change of one, and that of another was stored", () =>
    compareAfter([
      [
        { kind: "edit", seat: 1, at: 4 },
        { kind: "edit", seat: 1, at: 0 },
        { kind: "bulk", seat: 1, at: 0 },
        { kind: "breaks", at: 0 },
      ],
    ]));

  it("ask in one of them what to keep if somebody else changed the same", () =>
    compareAfter([
      [
        { kind: "bulk", seat: 1, at: 0 },
        { kind: "elsewhere", seat: 0, at: 2 },
        { kind: "breaks", at: 0 },
        { kind: "edit", seat: 0, at: 2 },
      ],
    ]));

  it("delete several though the other one sent what their user had changed before", () =>
    compareAfter([
      [
        { kind: "edit", seat: 1, at: 0 },
        { kind: "breaks", at: 0 },
        { kind: "look", seat: 0, at: 0 },
        { kind: "bulk", seat: 1, at: 0 },
        { kind: "answered", at: 7 },
      ],
    ]));

  it("give all expenses the last name of a category that is renamed again before all have the first", () =>
    compareAfter([
      [
        { kind: "remove", seat: 0, at: 0 },
        { kind: "rename", seat: 0, at: 0 },
        { kind: "rename", seat: 0, at: 0 },
      ],
    ]));

  it("delete what is renamed before its deletion gets through", () =>
    compareAfter([
      [
        { kind: "rename", seat: 0, at: 0 },
        { kind: "remove", seat: 0, at: 0 },
        { kind: "breaks", at: 13 },
      ],
    ]));

  it("delete what is renamed while its deletion waits to be sent again", () =>
    compareAfter([
      [
        { kind: "rename", seat: 0, at: 0 },
        { kind: "remove", seat: 0, at: 0 },
        { kind: "answered", at: 0 },
        { kind: "breaks", at: 0 },
        { kind: "answered", at: 0 },
        { kind: "look", seat: 0, at: 0 },
      ],
    ]));
});
