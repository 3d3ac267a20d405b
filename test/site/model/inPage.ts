import type { Page } from "@playwright/test";

/** Runs in the page, so that nothing comes between looking and pressing. @returns false if there is no such button */
export function clickButton(name: string): boolean {
  const button = document.querySelector<HTMLElement>(`button[aria-label="${name}"]`);
  button?.click();
  return button !== null;
}

/** Runs in the page: opens the form of a stored expense. @returns false if there is no such row */
export function openRow(name: string): boolean {
  const lines = [...document.querySelectorAll<HTMLElement>(".row:not(.pending) .row-open")];
  const line = lines.find((one) => one.querySelector(".row-name")?.textContent === name);
  line?.click();
  return line !== undefined;
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
