import type { Locator } from "@playwright/test";
import type { Expense } from "../../../domain/expenses/expense";
import { addDays, addMonths } from "../../../domain/values/day";
import { expect } from "../fixtures";
import { addForm, goTo, rowOf } from "../site";
import { type Device, SOON, START } from "./device";
import { answerTo, clickButton, conflictOf, keepMine, openRow, outcomeOfEdit, submit } from "./inPage";
import { byName, type Line, ModelLedger } from "./ledger";
import type { Script } from "./script";
import type { Kind, Step } from "./steps";

/** The month that the pages open with. */
const MONTH = "2026-06";

/** A list's first page has a hundred. */
const FIRST_EXPENSES = 120;
const AT_ONCE = 10;

/** Pages of two devices and a script, all of one user, beside the plain model of their acknowledged changes. */
export class World {
  readonly #ledger = new ModelLedger();

  constructor(
    private readonly script: Script,
    private readonly devices: readonly [Device, Device],
  ) {}

  /** Stores more expenses than the first page of a list holds. */
  async fill(): Promise<void> {
    const steps = Array.from({ length: FIRST_EXPENSES }, (_, index): Step => {
      return { kind: "add elsewhere", page: 0, pick: 4 * index + 1, cents: index + 1 };
    });
    for (let at = 0; at < steps.length; at += AT_ONCE) {
      await Promise.all(steps.slice(at, at + AT_ONCE).map((step) => this.addElsewhere(step)));
    }
  }

  async perform(step: Step): Promise<void> {
    await PERFORM[step.kind](this, step);
  }

  device({ page }: Step): Device {
    return this.devices[page];
  }

  /** Types an expense in. It counts as acknowledged when its row shows, with or without a network. */
  async add(step: Step): Promise<void> {
    const { page } = this.device(step);
    const date = dayOf(step);
    const name = this.#ledger.add(step.cents, date);
    const form = addForm(page);
    await form.getByLabel("Amount").fill(amountOf(step.cents));
    await form.getByLabel("What for?").fill(name);
    await form.getByLabel("Date").fill(date);
    await form.getByLabel("Amount").press("Enter");
    if (date.startsWith(MONTH)) await expect(rowOf(page, name)).toBeVisible();
    else await expect(form.getByLabel("What for?")).toHaveValue("");
  }

  /** Changes a stored expense on a page, its date too if `date` is given. The answer decides: the page may be behind. */
  async edit(step: Step, date?: string): Promise<void> {
    const device = this.device(step);
    const name = await this.#storedOn(device, step.pick);
    if (name === undefined) return;
    const form = device.page.getByRole("form", { name: `Edit ${name}` });
    expect(await device.page.evaluate(openRow, name)).toBe(true);
    const before = await typedIn(form);
    await form.getByLabel(/^Amount/).fill(amountOf(step.cents));
    if (date !== undefined) await form.getByLabel("Date").fill(date);
    if ((await typedIn(form)) === before) {
      // Saving it closes the form and sends nothing.
      expect(await device.page.evaluate(submit, `Edit ${name}`)).toBe(true);
      return expect(form).toHaveCount(0);
    }
    const outcome = await outcomeOfEdit(device.page, name);
    const conflict = conflictOf(device.page, name);
    if (outcome === "conflict" && step.pick % 2 === 0) {
      await conflict.getByRole("button", { name: "Cancel" }).click();
    } else if (outcome !== "gone") {
      if (outcome === "conflict") await keepMine(device.page, name);
      this.#ledger.change(name, { cents: step.cents, ...(date !== undefined && { date }) });
    }
    await expect(conflict).toHaveCount(0);
    await expect(form).toHaveCount(0);
  }

  async remove(step: Step): Promise<void> {
    const device = this.device(step);
    const name = await this.#storedOn(device, step.pick);
    if (name === undefined) return;
    const press = () => device.page.evaluate(clickButton, `Delete ${name}`);
    const status = await answerTo(device.page, /^DELETE/, press);
    if (status === undefined) return;
    expect([204, 404]).toContain(status);
    this.#ledger.change(name, { deleted: true });
  }

  /** Changes a stored expense, and ends the page before it can know the answer: another page brings it to its end. */
  async breakEditOff(step: Step): Promise<void> {
    const device = this.device(step);
    const name = await this.#currentOn(device, step.pick);
    if (name === undefined) return;
    const form = device.page.getByRole("form", { name: `Edit ${name}` });
    expect(await device.page.evaluate(openRow, name)).toBe(true);
    await form.getByLabel(/^Amount/).fill(amountOf(step.cents));
    await device.page.evaluate(submit, `Edit ${name}`);
    await device.endPage(step.pick);
    this.#ledger.change(name, { cents: step.cents });
    await device.allSent();
  }

  /** Deletes a stored expense as {@link breakEditOff} changes one. */
  async breakDeletionOff(step: Step): Promise<void> {
    const device = this.device(step);
    const name = await this.#currentOn(device, step.pick);
    if (name === undefined) return;
    await device.page.evaluate(clickButton, `Delete ${name}`);
    await expect(rowOf(device.page, name)).toHaveCount(0);
    await device.endPage(step.pick);
    this.#ledger.change(name, { deleted: true });
    await device.allSent();
  }

  async restore(step: Step): Promise<void> {
    const device = this.device(step);
    if (device.offline) return;
    device.forgetFaults();
    await goTo(device.page, "Trash");
    await expect(
      device.page.getByText("The trash is empty").or(rowOf(device.page, "")).first(),
    ).toBeVisible();
    const names = await device.page.locator(".row .row-name").allTextContents();
    const name = chosen(names, step.pick);
    if (name !== undefined) {
      const press = () => device.page.evaluate(clickButton, `Restore ${name}`);
      const status = await answerTo(device.page, /^POST .*\/restore$/, press);
      if (status === 200) this.#ledger.change(name, { deleted: false });
      else expect([404, undefined]).toContain(status);
    }
    await goTo(device.page, "Expenses");
    await device.ready();
  }

  async addElsewhere(step: Step): Promise<void> {
    const date = dayOf(step);
    const description = this.#ledger.add(step.cents, date);
    const body = { description, amount: amountOf(step.cents), date };
    // Two worlds that are filled at once on a fast machine meet the stage's limit, which stores nothing.
    let status = 429;
    while (status === 429) status = (await this.script.ask("POST", "/expenses", { body })).status;
    expect(status).toBe(201);
  }

  async editElsewhere({ pick, cents }: Step): Promise<void> {
    const expense = await this.#known(pick, { deleted: false });
    if (expense === undefined) return;
    const headers = { "If-Match": `"${expense.version}"` };
    const body = { amount: amountOf(cents) };
    const { status } = await this.script.ask("PATCH", `/expenses/${expense.expenseId}`, { headers, body });
    expect(status).toBe(200);
    this.#ledger.change(expense.description, { cents });
  }

  async removeElsewhere({ pick }: Step): Promise<void> {
    const expense = await this.#known(pick, { deleted: false });
    if (expense === undefined) return;
    expect((await this.script.ask("DELETE", `/expenses/${expense.expenseId}`)).status).toBe(204);
    this.#ledger.change(expense.description, { deleted: true });
  }

  async restoreElsewhere({ pick }: Step): Promise<void> {
    const expense = await this.#known(pick, { deleted: true });
    if (expense === undefined) return;
    expect((await this.script.ask("POST", `/expenses/${expense.expenseId}/restore`)).status).toBe(200);
    this.#ledger.change(expense.description, { deleted: false });
  }

  /** Lets everything come to rest, and compares pages, API and model. */
  async settle(): Promise<void> {
    for (const device of this.devices) {
      device.forgetFaults();
      await device.setOffline(false);
      await device.lookAgain();
    }
    // A page cannot see what the other has yet to send.
    for (const device of this.devices) await device.allSent();
    for (const device of this.devices) await device.lookAgain();
    const expected = this.#ledger.lines(MONTH);
    const shown = {
      lines: expected,
      count: expected.length,
      cents: expected.reduce((sum, { cents }) => sum + cents, 0),
      pending: 0,
    };
    for (const [index, device] of this.devices.entries()) {
      const sorted = async () => {
        const now = await device.read();
        return { ...now, lines: now.lines.toSorted(byName) };
      };
      await expect.poll(sorted, { message: `page ${index}`, ...SOON }).toEqual(shown);
    }
    // The API is asked last: by now the pages have sent everything.
    const stored = await this.script.stored(`/expenses?month=${MONTH}`);
    expect(linesOf(stored).toSorted(byName)).toEqual(expected);
    const versions = stored.map(({ description, version }) => [description, version]);
    expect(Object.fromEntries(versions)).toEqual(this.#ledger.versions(MONTH));
    const before = addMonths(MONTH, -1);
    expect(linesOf(await this.script.stored(`/expenses?month=${before}`)).toSorted(byName)).toEqual(
      this.#ledger.lines(before),
    );
    for (const device of this.devices) expect((await device.read()).lines).toEqual(linesOf(stored));
  }

  /**
   * The name of a stored expense that a page shows; undefined if there is none, or the page could not change it now. An edit
   * that meets a fault is refused on screen, and nothing of it is acknowledged: faults are for what the page sends by itself.
   */
  async #storedOn(device: Device, pick: number): Promise<string | undefined> {
    if (device.offline) return undefined;
    device.forgetFaults();
    await device.quiet();
    return chosen(
      await device.page.locator(".month-list .row:not(.pending) .row-name").allTextContents(),
      pick,
    );
  }

  /** The name of a stored expense that a page shows in its stored state. */
  async #currentOn(device: Device, pick: number): Promise<string | undefined> {
    if (device.offline) return undefined;
    device.forgetFaults();
    await device.allSent();
    await device.catchUp();
    return this.#storedOn(device, pick);
  }

  /** An expense that the server holds. The model may know more: what the pages have not sent yet. */
  async #known(pick: number, { deleted }: { deleted: boolean }): Promise<Expense | undefined> {
    return chosen(await this.script.stored(deleted ? "/expenses/trash?" : `/expenses?month=${MONTH}`), pick);
  }
}

const PERFORM: Record<Kind, (world: World, step: Step) => Promise<void>> = {
  add: (world, step) => world.add(step),
  edit: (world, step) => world.edit(step),
  move: (world, step) => world.edit(step, dayOf(step)),
  remove: (world, step) => world.remove(step),
  restore: (world, step) => world.restore(step),
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
  throttle: async (world, step) => world.device(step).expectFault("throttled"),
  "throttle the sign-in": async (world, step) => world.device(step).expectFault("sign-in throttled"),
  "lose an answer": async (world, step) => world.device(step).expectFault("answer lost"),
};

/** Sets the clock of a device to some time within four days around the start, ahead or back. */
async function jump(device: Device, pick: number): Promise<void> {
  const minutes = (pick % (8 * 24 * 60)) - 4 * 24 * 60;
  await device.setClock(START.getTime() + minutes * 60_000);
}

/** A day of the month or, for a quarter of the picks, of the month before. */
const dayOf = ({ pick }: Step) =>
  addDays(`${pick % 4 === 0 ? addMonths(MONTH, -1) : MONTH}-01`, Math.floor(pick / 4) % 28);

/** The values in the form of an expense. */
const typedIn = async (form: Locator) =>
  [await form.getByLabel(/^Amount/).inputValue(), await form.getByLabel("Date").inputValue()].join(" ");

const amountOf = (cents: number) => (cents / 100).toFixed(2);

const chosen = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];

const linesOf = (expenses: readonly Expense[]): Line[] =>
  expenses.map(({ description, amount }) => ({ name: description, cents: Math.round(Number(amount) * 100) }));
