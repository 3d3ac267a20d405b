import { expect } from "chai";
import { later, loadAll, onDemand } from "../../site/lib/network/fetchedCode";

/** Code whose first requests fail. */
const failing = (failures: number) => {
  const asked = { times: 0 };
  const load = async () => {
    asked.times += 1;
    if (asked.times <= failures) throw new TypeError("Failed to fetch dynamically imported module");
    return { name: "code" };
  };
  return { asked, load };
};

describe("code that is fetched when it is needed", () => {
  it("is fetched a second time if its first request fails, and then kept", async () => {
    const { asked, load } = failing(1);
    const code = onDemand(load);
    expect(await code.fetch()).to.deep.equal({ name: "code" });
    expect(await code.fetch()).to.equal(code.module);
    expect(asked.times).to.equal(2);
  });

  it("is asked for again by the next use, if it is missing", async () => {
    const { asked, load } = failing(2);
    const code = onDemand(load);
    expect(await code.fetch().catch((error: unknown) => error)).to.be.instanceOf(TypeError);
    expect(await code.fetch()).to.deep.equal({ name: "code" });
    expect(asked.times).to.equal(3);
  });

  it("runs what waits for it in order, and at once when it is here", async () => {
    const withCode = later(failing(0).load);
    const ran: number[] = [];
    await Promise.all([withCode(() => ran.push(1)), withCode(() => ran.push(2))]);
    withCode(() => ran.push(3));
    expect(ran).to.deep.equal([1, 2, 3]);
  });

  it("runs what waits for it in order, in whatever order a browser answers", async () => {
    const answers: (() => void)[] = [];
    const withCode = later(() => new Promise<object>((resolve) => answers.push(() => resolve({}))));
    const ran: number[] = [];
    const uses = [1, 2].map((use) => withCode(() => ran.push(use)));
    for (const answer of answers.toReversed()) answer();
    await Promise.all(uses);
    expect(ran).to.deep.equal([1, 2]);
  });

  it("is fetched ahead, so that it is there without a network", async () => {
    const { asked, load } = failing(0);
    const withCode = later(load);
    await loadAll();
    expect(withCode(() => undefined)).to.equal(undefined);
    expect(asked.times).to.equal(1);
  });
});
