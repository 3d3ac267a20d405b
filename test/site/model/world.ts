import type { Expense } from "../../../domain/expenses/expense";
import { addMonths } from "../../../domain/values/day";
import { expect } from "../fixtures";
import { addForm, goTo, rowOf } from "../site";
import { Claims } from "./claims";
import { type Device, SOON } from "./device";
import { amountOf, chosen, dayOf, MONTH } from "./drawnValues";
import {
  acknowledged,
  answerTo,
  clickButton,
  conflictOf,
  keepMine,
  openRow,
  outcomeOfEdit,
  submit,
  typeInto,
} from "./inPage";
import { byName, ModelLedger } from "./ledger";
import { linesOf, type Script } from "./script";
import type { Step } from "./steps";

/** A list's first page has a hundred. */
const FIRST_EXPENSES = 120;
const AT_ONCE = 10;

/** The form that adds an expense. */
const ADD = "Add an expense";

/** Pages of two devices and a script, all of one user, beside the plain model of their acknowledged changes. */
export class World {
  readonly #ledger = new ModelLedger();
  readonly #claims = new Claims();
  /** Expenses of which the trash may hold a copy, of the same name. */
  readonly copied = new Set<string>();

  constructor(
    private readonly script: Script,
    readonly devices: readonly [Device, Device],
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

  device({ page }: Step): Device {
    return this.devices[page];
  }

  /** Types an expense in. It counts as acknowledged when its row shows, with or without a network. @returns its name */
  async add(step: Step): Promise<string> {
    const { page } = this.device(step);
    const date = dayOf(step);
    const name = this.#ledger.add(step.cents, date);
    await typeInto(page, ADD, { amount: amountOf(step.cents), description: name, date });
    expect(await page.evaluate(submit, ADD)).toBe(true);
    if (date.startsWith(MONTH)) await expect(rowOf(page, name)).toBeVisible();
    else await expect(addForm(page).getByLabel("What for?")).toHaveValue("");
    return name;
  }

  /**
   * Changes a stored expense on a page, its date too if `date` is given. The answer decides: the page may be behind. One
   * that may not get through counts once it is acknowledged, as done or as waiting.
   */
  async edit(step: Step, date?: string): Promise<void> {
    const device = this.device(step);
    const name = await this.storedOn(step);
    if (name === undefined) return;
    const form = device.page.getByRole("form", { name: `Edit ${name}` });
    expect(await device.page.evaluate(openRow, name)).toBe(true);
    const typed = { amount: amountOf(step.cents), ...(date !== undefined && { date }) };
    if (!(await typeInto(device.page, `Edit ${name}`, typed))) {
      // Saving it closes the form and sends nothing.
      expect(await device.page.evaluate(submit, `Edit ${name}`)).toBe(true);
      return expect(form).toHaveCount(0);
    }
    const changes = { cents: step.cents, ...(date !== undefined && { date }) };
    if (this.#isShaky(step)) {
      await acknowledged(device.page, name, () => device.page.evaluate(submit, `Edit ${name}`));
      this.#claims.waits(name, step.page);
      this.change(name, changes, step.page);
      const isHere = (date ?? MONTH).startsWith(MONTH);
      await expect.poll(() => device.shows(name), SOON).toBe(isHere ? step.cents : undefined);
      return expect(form).toHaveCount(0);
    }
    const outcome = await outcomeOfEdit(device.page, name);
    const conflict = conflictOf(device.page, name);
    if (outcome === "conflict" && step.pick % 2 === 0) {
      await conflict.getByRole("button", { name: "Cancel" }).click();
    } else if (outcome !== "gone") {
      if (outcome === "conflict") await keepMine(device.page, name);
      this.change(name, changes, step.page);
    }
    await expect(conflict).toHaveCount(0);
    await expect(form).toHaveCount(0);
  }

  async remove(step: Step): Promise<void> {
    const device = this.device(step);
    const name = await this.storedOn(step);
    if (name === undefined) return;
    const press = () => device.page.evaluate(clickButton, `Delete ${name}`);
    if (this.#isShaky(step)) {
      await acknowledged(device.page, name, press);
      this.#claims.waits(name, step.page);
      this.change(name, { deleted: true }, step.page);
      return expect.poll(() => device.shows(name), SOON).toBe(undefined);
    }
    const status = await answerTo(device.page, /^DELETE/, press);
    if (status === undefined) return;
    expect([204, 404]).toContain(status);
    this.change(name, { deleted: true }, step.page);
  }

  /** Changes a stored expense, and ends the page before it can know the answer: another page brings it to its end. */
  async breakEditOff(step: Step): Promise<void> {
    const device = this.device(step);
    const name = await this.#currentOn(step);
    if (name === undefined) return;
    expect(await device.page.evaluate(openRow, name)).toBe(true);
    await typeInto(device.page, `Edit ${name}`, { amount: amountOf(step.cents) });
    await device.page.evaluate(submit, `Edit ${name}`);
    await device.endPage(step.pick);
    this.change(name, { cents: step.cents }, step.page);
    await device.allSent();
  }

  /** Deletes a stored expense as {@link breakEditOff} changes one. */
  async breakDeletionOff(step: Step): Promise<void> {
    const device = this.device(step);
    const name = await this.#currentOn(step);
    if (name === undefined) return;
    await device.page.evaluate(clickButton, `Delete ${name}`);
    await expect(rowOf(device.page, name)).toHaveCount(0);
    await device.endPage(step.pick);
    this.change(name, { deleted: true }, step.page);
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
    const name = chosen(names.filter(this.#isFree), step.pick);
    if (name !== undefined) {
      const press = () => device.page.evaluate(clickButton, `Restore ${name}`);
      const status = await answerTo(device.page, /^POST .*\/restore$/, press);
      if (status === 200) this.change(name, { deleted: false }, step.page);
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
    const request = { headers, body: { amount: amountOf(cents) } };
    const { status } = await this.script.ask("PATCH", `/expenses/${expense.expenseId}`, request);
    expect(status).toBe(200);
    this.change(expense.description, { cents });
  }

  async removeElsewhere({ pick }: Step): Promise<void> {
    const expense = await this.#known(pick, { deleted: false });
    if (expense === undefined) return;
    expect((await this.script.ask("DELETE", `/expenses/${expense.expenseId}`)).status).toBe(204);
    this.change(expense.description, { deleted: true });
  }

  async restoreElsewhere({ pick }: Step): Promise<void> {
    const expense = await this.#known(pick, { deleted: true });
    if (expense === undefined) return;
    expect((await this.script.ask("POST", `/expenses/${expense.expenseId}/restore`)).status).toBe(200);
    this.change(expense.description, { deleted: false });
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
    for (const page of [0, 1] as const) this.#claims.sent(page);
    const expected = this.#ledger.lines(MONTH);
    const shown = {
      lines: expected,
      count: expected.length,
      cents: expected.reduce((sum, { cents }) => sum + cents, 0),
      pending: 0,
    };
    for (const [index, device] of this.devices.entries()) {
      const sorted = async () => {
        const { lines, ...sums } = await device.read();
        return { ...sums, lines: lines.toSorted(byName) };
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
    for (const [index, device] of this.devices.entries()) {
      await device.quiet();
      expect((await device.read()).lines).toEqual(linesOf(stored));
      this.#claims.upToDate(index === 0 ? 0 : 1);
    }
  }

  /** Makes a change in the model, by a page or by nobody that has one. */
  change(name: string, changes: Parameters<ModelLedger["change"]>[1], by?: Step["page"]): void {
    this.#ledger.change(name, changes);
    this.#claims.changed(name, by);
  }

  /** Returns true if a page's change may wait. */
  #isShaky({ page }: Step): boolean {
    return this.devices[page].isShaky || this.#claims.mayWait(page);
  }

  /** The name of a stored expense that a page shows, and may change now; undefined if there is none. */
  async storedOn(step: Step): Promise<string | undefined> {
    const device = this.device(step);
    await device.quiet();
    const rows = await device.page.locator(".month-list .row").evaluateAll((all) =>
      all.map((row) => ({
        name: row.querySelector(".row-name")?.textContent ?? "",
        isPending: row.classList.contains("pending"),
      })),
    );
    const isShaky = this.#isShaky(step);
    const names = rows.flatMap(({ name, isPending }) => {
      const isStored = !isPending || this.#claims.mayWait(step.page, name);
      const isFit = !isShaky || this.#claims.isCurrent(name, step.page);
      return isStored && isFit && this.#claims.isFree(name, step.page) ? [name] : [];
    });
    const again = names.filter((name) => this.#claims.mayWait(step.page, name));
    // So many expenses are there that one would hardly be changed twice while it waits.
    return chosen(again.length > 0 && step.cents % 3 === 0 ? again : names, step.pick);
  }

  /** The name of a stored expense that a page shows in its stored state; undefined if there is none, or no network. */
  async #currentOn(step: Step): Promise<string | undefined> {
    const device = this.device(step);
    if (device.offline) return undefined;
    device.forgetFaults();
    await device.lookAgain();
    await device.allSent();
    this.#claims.sent(step.page);
    await device.catchUp();
    this.#claims.upToDate(step.page);
    return this.storedOn(step);
  }

  /** Returns true if no page's change of the expense may wait, and its name is its own. */
  readonly #isFree = (name: string) => this.#claims.isFree(name) && !this.copied.has(name);

  /** An expense that the server holds. The model may know more: what the pages have not sent yet. */
  async #known(pick: number, { deleted }: { deleted: boolean }): Promise<Expense | undefined> {
    const stored = await this.script.stored(deleted ? "/expenses/trash?" : `/expenses?month=${MONTH}`);
    const free = stored.filter(({ description }) => this.#isFree(description));
    return chosen(free, pick);
  }
}
