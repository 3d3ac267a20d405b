import { expect, test } from "./fixtures";
import { Device } from "./model/device";
import { performStep } from "./model/performStep";
import { Script } from "./model/script";
import { ALL_KINDS, stepsOf } from "./model/steps";
import { World } from "./model/world";

/**
 * The few seeds are ones with which changes wait offline and behind faults, and expenses are taken back whose answers were
 * lost, and that draw every kind of step among them.
 */
const [SEEDS, STEPS] = process.env.FULL
  ? ([Array.from({ length: 50 }, (_, index) => index + 1), 500] as const)
  : ([[338, 785, 5272], 15] as const);

/** Steps between two moments of rest. */
const BETWEEN = 10;

// So tall that a list draws all of its rows, and so coarse that drawing them costs little.
test.use({ viewport: { width: 1000, height: 20_000 }, deviceScaleFactor: 0.1, serviceWorkers: "allow" });

// A failure is reproduced by its seed; a trace holds a copy of the page for each action.
test.use({ trace: "off" });

test.describe("Two pages, a script and a plain model agree after each rest", () => {
  test("through every kind of step", () => {
    const drawn = new Set<string>(SEEDS.flatMap((seed) => stepsOf(seed, STEPS).map(({ kind }) => kind)));
    expect(ALL_KINDS.filter((kind) => !drawn.has(kind))).toEqual([]);
  });

  for (const seed of SEEDS) {
    test(`through ${STEPS} random steps of seed ${seed}`, async ({ page, openDevice, user, cloud }) => {
      test.setTimeout(90_000 + STEPS * 6_000);
      const devices = [await Device.over(page, cloud), await Device.over(await openDevice(), cloud)] as const;
      const world = new World(new Script(cloud, user), devices);
      await world.fill();
      for (const device of devices) await device.signIn(user);
      for (const [index, step] of stepsOf(seed, STEPS).entries()) {
        await test.step(JSON.stringify(step), () => performStep(world, step));
        const isRest = (index + 1) % BETWEEN === 0 || index + 1 === STEPS;
        if (isRest) await test.step("rest", () => world.settle());
      }
    });
  }
});
