import type { Page } from "@playwright/test";
import { expect } from "../fixtures";
import { type Device, SOON } from "./device";
import { clickButton, expectSaid, openRow } from "./inPage";
import type { Step } from "./steps";
import type { World } from "./world";

// Expenses that are taken back before the page knows that they are stored. With a network, the API has them and its answer is lost.

/** Adds a stored expense again, and takes the copy back. */
export async function undoAdd(world: World, step: Step): Promise<void> {
  const device = world.device(step);
  const name = await world.storedOn(step);
  if (name === undefined) return;
  world.copied.add(name);
  await unheard(device, step, async () => {
    expect(await device.page.evaluate(openRow, name)).toBe(true);
    await device.page.getByRole("button", { name: "Add again today" }).click();
    await expectSaid(device.page, [`“${name}” again, today`]);
    return async () => {
      await device.page.getByRole("button", { name: "Undo", exact: true }).click();
      await expectSaid(device.page, [...deletedOf(name), `The change to “${name}” is kept`]);
    };
  });
  // Until then a page may show both, which have one name.
  for (const one of world.devices.filter(({ offline }) => !offline)) {
    await one.lookAgain();
    await one.quiet();
    const rows = async () => (await one.read()).lines.filter((line) => line.name === name).length;
    await expect.poll(rows, SOON).toBeLessThan(2);
  }
}

/** Adds an expense, and discards it while it counts as unsent. */
export async function discardEntry(world: World, step: Step): Promise<void> {
  const device = world.device(step);
  await unheard(device, step, async () => {
    const name = await world.add(step);
    return async () => {
      await goToHash(device.page, "#/settings/unsent");
      await expect(device.page.getByRole("heading", { name: "Not sent yet" })).toBeVisible();
      if (await device.page.evaluate(clickButton, `Discard what was not sent of ${name}`)) {
        await expectSaid(device.page, [...deletedOf(name), `Discarded what was not sent of “${name}”`]);
        world.change(name, { deleted: true }, step.page);
      }
      await goToHash(device.page, "#/");
      await device.ready();
    };
  });
}

const deletedOf = (name: string) => [`Deleted “${name}”`, `“${name}” is deleted as soon as`];

const goToHash = (page: Page, hash: string) =>
  page.evaluate((next) => {
    location.hash = next;
  }, hash);

/**
 * Sends something whose answer is lost, or that waits because the device is offline, and takes it back while there is no
 * network. The page may end before there is one.
 * @param act Sends it. Returns what takes it back.
 */
async function unheard(
  device: Device,
  { pick }: Step,
  act: () => Promise<() => Promise<void>>,
): Promise<void> {
  const wasOffline = device.offline;
  device.forgetFaults();
  if (!wasOffline) device.expectFault("answer lost");
  await device.page.evaluate(clickButton, "Dismiss");
  const takeBack = await act();
  // A change that waited before may have lost its answer instead.
  if (!wasOffline) await expect.poll(() => device.isShaky, SOON).toBe(false);
  await device.quiet();
  await device.setOffline(true);
  await takeBack();
  if (pick % 2 === 0) await device.endPage(pick / 2);
  await device.setOffline(wasOffline);
  if (!wasOffline) await device.allSent();
}
