import { test } from "./fixtures";
import { Device } from "./model/device";
import { Script } from "./model/script";
import { stepsOf } from "./model/steps";
import { World } from "./model/world";

const [SEEDS, STEPS] = process.env.FULL ? [50, 500] : [3, 12];

/** Steps between two moments of rest. */
const BETWEEN = 10;

// So tall that a list draws all of its rows, and so coarse that drawing them costs little.
test.use({ viewport: { width: 1000, height: 20_000 }, deviceScaleFactor: 0.1, serviceWorkers: "allow" });

// A failure is reproduced by its seed; a trace holds a copy of the page for each action.
test.use({ trace: "off" });

test.describe("Two pages, a script and a plain model agree after each rest", () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    test(`through ${STEPS} random steps of seed ${seed}`, async ({ page, openDevice, user, cloud }) => {
      test.setTimeout(90_000 + STEPS * 6_000);
      const devices = [await Device.over(page, cloud), await Device.over(await openDevice(), cloud)] as const;
      const world = new World(new Script(cloud, user), devices);
      await world.fill();
      for (const device of devices) await device.signIn(user);
      for (const [index, step] of stepsOf(seed, STEPS).entries()) {
        await test.step(JSON.stringify(step), () => world.perform(step));
        if ((index + 1) % BETWEEN === 0) await test.step("rest", () => world.settle());
      }
    });
  }
});
