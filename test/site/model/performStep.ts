import { type Device, START } from "./device";
import { dayOf } from "./drawnValues";
import { loseAnswer } from "./lostAnswers";
import type { Kind, Step } from "./steps";
import { discardEntry, undoAdd } from "./takingBack";
import type { World } from "./world";

/** Performs a step of a run. */
export const performStep = (world: World, step: Step): Promise<void> => PERFORM[step.kind](world, step);

const PERFORM: Record<Kind, (world: World, step: Step) => Promise<void>> = {
  add: async (world, step) => void (await world.add(step)),
  edit: (world, step) => world.edit(step),
  move: (world, step) => world.edit(step, dayOf(step)),
  remove: (world, step) => world.remove(step),
  restore: (world, step) => world.restore(step),
  "undo an add": undoAdd,
  "discard an entry": discardEntry,
  "break an edit off": (world, step) => world.breakEditOff(step),
  "break a deletion off": (world, step) => world.breakDeletionOff(step),
  "add elsewhere": (world, step) => world.addElsewhere(step),
  "edit elsewhere": (world, step) => world.editElsewhere(step),
  "remove elsewhere": (world, step) => world.removeElsewhere(step),
  "restore elsewhere": (world, step) => world.restoreElsewhere(step),
  offline: (world, step) => world.device(step).setOffline(true),
  online: (world, step) => world.device(step).setOffline(false),
  reload: (world, step) => world.device(step).reload(),
  kill: (world, step) => world.device(step).kill(),
  "jump in time": (world, step) => jump(world.device(step), step.pick),
  "end the token": (world, step) => world.device(step).endToken(),
  "refuse the token": async (world, step) => world.device(step).expectFault("unauthorised"),
  throttle: async (world, step) => world.device(step).expectFault("throttled"),
  "throttle the sign-in": async (world, step) => world.device(step).expectFault("sign-in throttled"),
  "lose an answer": loseAnswer,
};

/** Sets the clock of a device to some time within four days around the start, ahead or back. */
async function jump(device: Device, pick: number): Promise<void> {
  const minutes = (pick % (8 * 24 * 60)) - 4 * 24 * 60;
  await device.setClock(START.getTime() + minutes * 60_000);
}
