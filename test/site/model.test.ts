import { expect, test } from "./fixtures";
import { Device } from "./model/device";
import { stepsOf } from "./model/steps";
import { START, World } from "./model/world";
import { signIn } from "./site";

const [SEEDS, STEPS] = process.env.FULL ? [50, 500] : [3, 40];

/** Steps between two moments of rest. */
const BETWEEN = 10;

// So tall that a list draws all of its rows.
test.use({ viewport: { width: 1000, height: 20_000 } });

test.describe("Two pages, a script and a plain model agree after each rest", () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    test(`through ${STEPS} random steps of seed ${seed}`, async ({ page, openDevice, user, cloud }) => {
      test.setTimeout(STEPS * 6_000);
      const pages = [page, await openDevice()] as const;
      for (const each of pages) {
        await each.context().clock.setFixedTime(START);
        await signIn(each, user);
        await expect(each.getByText("No expenses yet")).toBeVisible();
        await each.evaluate(async () => {
          await navigator.serviceWorker.ready;
        });
      }
      const devices = [await Device.over(pages[0], cloud), await Device.over(pages[1], cloud)] as const;
      const world = new World(user, devices);
      for (const [index, step] of stepsOf(seed, STEPS).entries()) {
        await test.step(JSON.stringify(step), () => world.perform(step));
        if ((index + 1) % BETWEEN === 0) await test.step("rest", () => world.settle());
      }
    });
  }
});
