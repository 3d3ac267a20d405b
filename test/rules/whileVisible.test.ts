import { mock } from "node:test";
import { expect } from "chai";
import { repeatWhileVisible } from "../../site/lib/page/whileVisible";

/** A page that a test shows and hides. */
class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

describe("Work that is repeated while the page shows", () => {
  let page: Page;
  let runs = 0;
  /** Ends the run that is under way. */
  let end = () => {};

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    page = new Page();
    runs = 0;
    const work = () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    };
    repeatWhileVisible(work, () => 1000 * (runs + 1), page);
  });
  afterEach(() => mock.timers.reset());

  async function pass(seconds: number): Promise<number> {
    mock.timers.tick(seconds * 1000);
    await new Promise((resolve) => setImmediate(resolve));
    return runs;
  }

  it("runs a pause after the last run has ended, which is another one each time", async () => {
    expect(await pass(0.999)).to.equal(0);
    expect(await pass(0.001)).to.equal(1);
    expect(await pass(100)).to.equal(1);
    end();
    await pass(0);
    expect(await pass(1.999)).to.equal(1);
    expect(await pass(0.001)).to.equal(2);
  });

  it("does not run while the page is hidden, and a pause after it has come back, once", async () => {
    page.turn("hidden");
    expect(await pass(100)).to.equal(0);
    page.turn("visible");
    page.turn("hidden");
    page.turn("visible");
    expect(await pass(0.999)).to.equal(0);
    expect(await pass(0.001)).to.equal(1);
    page.turn("hidden");
    end();
    expect(await pass(100)).to.equal(1);
  });
});
