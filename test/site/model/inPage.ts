import type { Page, Response } from "@playwright/test";
import { expect } from "../fixtures";
import { SOON } from "./device";

/** Runs in the page, so that nothing comes between looking and pressing. @returns false if there is no such button */
export function clickButton(name: string): boolean {
  const button = document.querySelector<HTMLElement>(`button[aria-label="${name}"]`);
  button?.click();
  return button !== null;
}

/** Runs in the page: opens the form of a stored expense. @returns false if there is no such row */
export function openRow(name: string): boolean {
  const lines = [...document.querySelectorAll<HTMLElement>(".row .row-open")];
  const line = lines.find((one) => one.querySelector(".row-name")?.textContent === name);
  line?.click();
  return line !== undefined;
}

/** Values of a form's fields, by the names of the fields. */
type Fields = Partial<Record<"amount" | "description" | "date", string>>;

/**
 * Runs in the page: types into fields, all at once, because finding each of them as a reader does takes longer than all the rest.
 * @returns false if the fields have these values already; undefined if there is no such form
 */
function typeHere([name, fields]: [string, Fields]): boolean | undefined {
  const form = document.querySelector<HTMLFormElement>(`form[aria-label="${name}"]`);
  if (!form) return undefined;
  const changed = Object.entries(fields).filter(([field, value]) => {
    const input = form.elements.namedItem(field);
    if (!(input instanceof HTMLInputElement)) throw new Error(`${name} has no field ${field}`);
    const isOther = input.value !== value;
    input.focus();
    input.value = value;
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
    return isOther;
  });
  return changed.length > 0;
}

/** Types into a form once it is there. @returns false if its fields have these values already */
export async function typeInto(page: Page, name: string, fields: Fields): Promise<boolean> {
  let typed: boolean | undefined;
  const type = async () => {
    typed = await page.evaluate(typeHere, [name, fields] satisfies [string, Fields]);
    return typed;
  };
  await expect.poll(type, { message: name, ...SOON }).toBeDefined();
  return typed === true;
}

/** Runs in the page. @returns false if there is no such form */
export function submit(name: string): boolean {
  const form = document.querySelector<HTMLFormElement>(`form[aria-label="${name}"]`);
  form?.requestSubmit();
  return form !== null;
}

/**
 * Runs an action that sends a request, given by method and URL.
 *
 * @returns the status of its answer, once the token is no matter any more; undefined if the action found nothing to act on
 */
export async function answerTo(
  page: Page,
  wanted: RegExp,
  action: () => Promise<boolean>,
): Promise<number | undefined> {
  const answered = page.waitForResponse(
    (response) =>
      wanted.test(`${response.request().method()} ${response.url()}`) && response.status() !== 401,
  );
  answered.catch(() => undefined);
  return (await action()) ? (await answered).status() : undefined;
}

/** The form in which the user chooses between two changes of one field. */
export const conflictOf = (page: Page, name: string) =>
  page.getByRole("form", { name: `Choose what to keep of ${name}` });

/**
 * Saves what the form of an expense holds.
 *
 * @returns "saved" also if it joined a change of other fields; "conflict" if somebody else changed the same ones
 */
export async function outcomeOfEdit(page: Page, name: string): Promise<"saved" | "gone" | "conflict"> {
  const statuses: number[] = [];
  const listen = (response: Response) => {
    if (response.request().method() === "PATCH") statuses.push(response.status());
  };
  page.on("response", listen);
  expect(await page.evaluate(submit, `Edit ${name}`)).toBe(true);
  const outcome = async () => {
    if (statuses.includes(200)) return "saved";
    if (statuses.includes(404)) return "gone";
    return (await conflictOf(page, name).count()) > 0 ? "conflict" : undefined;
  };
  await expect.poll(outcome, SOON).toBeDefined();
  page.off("response", listen);
  return (await outcome()) ?? "conflict";
}

/** Does something and waits until the page acknowledges it at the edge of the screen, as done or as waiting. */
export async function acknowledged(page: Page, name: string, action: () => Promise<boolean>): Promise<void> {
  await page.evaluate(clickButton, "Dismiss");
  expect(await action()).toBe(true);
  const words = [
    `Changed “${name}”`,
    `“${name}” is in `,
    `The change to “${name}” is kept`,
    `Deleted “${name}”`,
  ];
  await expectSaid(page, words);
}

/** Waits until the page says one of some texts at the edge of the screen. */
export async function expectSaid(page: Page, words: readonly string[]): Promise<void> {
  const said = () => page.evaluate(() => document.querySelector(".toast-text")?.textContent ?? "");
  const isSaid = async () => {
    const text = await said();
    return words.some((one) => text.includes(one));
  };
  await expect.poll(isSaid, { message: words.join(" or "), ...SOON }).toBe(true);
}

/** Decides for the user's own values. */
export async function keepMine(page: Page, name: string): Promise<void> {
  const form = conflictOf(page, name);
  for (const mine of await form.getByRole("radio", { name: /^Yours/ }).all()) await mine.check();
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === "PATCH" && response.status() === 200),
    form.getByRole("button", { name: "Save" }).click(),
  ]);
}
