import { expect } from "../fixtures";
import { SOON } from "./device";
import type { Step } from "./steps";
import type { World } from "./world";

/**
 * Lets the next answer to a change be lost. With a network, every other time it is that to an expense which is added then, and that to
 * its retry: the next look at changes brings the expense, which shows once nevertheless.
 */
export async function loseAnswer(world: World, step: Step): Promise<void> {
  const device = world.device(step);
  if (device.offline || step.pick % 2 === 0) return device.expectFault("answer lost");
  device.forgetFaults();
  // Else what waits would lose its answer instead.
  await device.lookAgain();
  await device.allSent();
  for (let answers = 0; answers < 2; answers++) device.expectFault("answer lost");
  const name = await world.add(step);
  await device.quiet();
  await device.lookAgain();
  let most = 0;
  const pending = async () => {
    const shown = await device.read();
    most = Math.max(most, shown.lines.filter((line) => line.name === name).length);
    return shown.pending;
  };
  await expect.poll(pending, SOON).toBe(0);
  expect(most).toBeLessThan(2);
  device.forgetFaults();
}
