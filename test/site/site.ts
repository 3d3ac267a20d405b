import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page, Request } from "@playwright/test";
import type { Mail } from "../../local/engine/service";
import { SESSION_KEY, TOKENS_KEY } from "../../site/lib/auth/sessionKey";
import type { TestUser } from "../helpers/api";
import { type CloudAccess, mailsTo } from "../helpers/cloud";
import { passwordIn } from "../helpers/mail";
import { totpCode } from "../helpers/totp";
import { expect } from "./fixtures";

/** The two kinds of screen that the site is tested on, in CSS pixels. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false },
} as const;

export type Screen = keyof typeof SCREENS;

/** The screens on which long ways through the page are gone: the narrow one is the harder. `npm run test:soak` adds the wide one. */
export const JOURNEYS: readonly Screen[] = process.env.FULL ? ["phone", "desk"] : ["phone"];

/** Lifetime of the tokens that the API takes. */
const TOKENS_MS = 10 * 60_000;

/** Opens the site in the session that a user signed up with: without the form, which takes a second. For one page of a user. */
export async function openAs(
  page: Page,
  { ledgerId: id, email, refreshToken, idToken, accessToken }: TestUser,
): Promise<void> {
  // A file of the site's origin that runs nothing yet.
  await page.goto("/config.json");
  const tokens = { userId: id, idToken, accessToken, expiresAt: Date.now() + TOKENS_MS };
  await page.evaluate(
    ([session, live]) => {
      localStorage.setItem(...session);
      sessionStorage.setItem(...live);
    },
    [
      [SESSION_KEY, JSON.stringify({ id, email, refreshToken })],
      [TOKENS_KEY, JSON.stringify(tokens)],
    ] as [[string, string], [string, string]],
  );
  await page.goto("/");
  await expect(adder(page)).toBeVisible();
}

/** Opens the site and signs a user in by the form. */
export async function signIn(
  page: Page,
  { email, password, appKey }: Pick<TestUser, "email" | "password" | "appKey">,
): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  if (appKey !== undefined) {
    // The current code verified the app, and works once.
    await page.getByLabel("Six-digit code").fill(totpCode(appKey, 1));
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  await expect(adder(page)).toBeVisible();
}

/** Places that a phone's bar has no room for. */
const BEHIND_MORE: Readonly<Record<string, string>> = {
  Reports: "More",
  Trash: "More",
  Settings: "More",
  Einstellungen: "Mehr",
};

/** Follows links of the site by their names, one after the other. */
export async function goTo(page: Page, ...links: string[]): Promise<void> {
  for (const name of links) {
    const more = isNarrow(page) && BEHIND_MORE[name];
    if (more) await page.getByRole("link", { name: more, exact: true }).click();
    await page.getByRole("link", { name, exact: true }).first().click(); // A screen below it leads back as well.
  }
}

/** The newest six-digit code that was emailed to an address; waits for the first. */
export async function codeFor(cloud: CloudAccess, email: string): Promise<string> {
  return mailed(cloud, email, ({ text }) => /\b\d{6}\b/.exec(text)?.[0]);
}

/** A code as it is typed on an Arabic keyboard, in two halves. */
export const inArabic = (code: string) =>
  code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))).replace(/^.{3}/, "$& ");

/** The newest one-time password that was emailed to an address; waits for one other than `former`. */
export async function passwordFor(cloud: CloudAccess, email: string, former?: string): Promise<string> {
  return mailed(cloud, email, passwordIn, former);
}

/** Waits for a text in an email to an address: emails are sent in the background. */
async function mailed(
  cloud: CloudAccess,
  email: string,
  textOf: (mail: Mail) => string | undefined,
  former = "",
): Promise<string> {
  let newest = "";
  await expect
    .poll(async () => {
      const texts = (await mailsTo(cloud, email)).flatMap((mail) => textOf(mail) ?? []);
      newest = texts.at(-1) ?? "";
      return newest;
    })
    .not.toBe(former);
  return newest;
}

export const newEmail = () => `${randomUUID()}@example.com`;
export const newPassword = () => `Aa1!${randomUUID()}`;

export interface QuickAdd {
  amount: string;
  description: string;
  category?: string;
  date?: string;
}

/** Types an expense into the form and presses Enter. */
export async function quickAdd(page: Page, { amount, description, category, date }: QuickAdd): Promise<void> {
  const form = await openAddForm(page);
  await form.getByLabel("Amount").fill(amount);
  await form.getByLabel("What for?").fill(description);
  if (category) await form.getByLabel("Category").selectOption(category);
  if (date) await form.getByLabel("Date").fill(date);
  await form.getByLabel("Amount").press("Enter");
  if (isNarrow(page)) await expect(form).toBeHidden();
}

/** True on a screen that has no room for the form beside the list. */
const isNarrow = (page: Page) => (page.viewportSize()?.width ?? Number.POSITIVE_INFINITY) < 720;

/** Opens the form that adds an expense, where it is a sheet that is not open yet. */
export async function openAddForm(page: Page): Promise<Locator> {
  const form = addForm(page);
  if (isNarrow(page) && !(await form.isVisible())) await adder(page).click();
  return form;
}

/** The way to add expenses, for users who may: the form, or the button that opens it. */
export const adder = (page: Page): Locator =>
  isNarrow(page) ? page.getByRole("button", { name: "Add", exact: true }) : addForm(page);

/** The form that adds an expense. */
export const addForm = (page: Page): Locator => page.getByRole("form", { name: "Add an expense" });

/** The line of an expense in the list. */
export const rowOf = (page: Page, text: string | RegExp): Locator => page.locator(".row", { hasText: text });

/** The line of an expense that the server has stored. */
export const storedRow = (page: Page, text: string): Locator =>
  page.locator(".row:not(.pending)", { hasText: text });

/** The descriptions in the list of a month, from the top. */
export const descriptions = (page: Page): Locator => page.locator(".month-list .row-name");

/** The sum of the month. */
export const total = (page: Page): Locator => page.locator(".total");

/** An entry of a list of something else than expenses, such as reports or categories. */
export const item = (page: Page, text: string): Locator => page.locator(".item", { hasText: text });

/**
 * Holds the requests of a page that match, so that a test can look at what shows until they are answered.
 *
 * @returns Lets them go, with all that come later.
 */
export async function hold(page: Page, url: RegExp, method: string): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    if (route.request().method() === method) await released;
    await route.continue();
  });
  return release;
}

/** Runs an action of the page and waits until the server has answered the request that it sends. */
export async function answered(page: Page, method: string, action: () => Promise<unknown>): Promise<void> {
  const isMeant = (request: Request) => request.method() === method;
  const response = page.waitForResponse((candidate) => isMeant(candidate.request()));
  await action();
  await (await response).finished();
}

/** Runs what starts a download. @returns the name and the text of the file. */
export async function downloaded(
  page: Page,
  start: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  // An export is made first, which may take as long as the test itself may.
  const downloading = page.waitForEvent("download", { timeout: 0 });
  await start();
  const download = await downloading;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Lets the page ask for what other devices did only when something happens, from its next load on: never because time passed. */
export async function stopAsking(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const later = setTimeout;
    window.setTimeout = ((work: () => void, ms = 0) =>
      ms < 20_000 ? later(work, ms) : 0) as typeof setTimeout;
  });
}

/** Runs in the page. Resolves once it is drawn again. */
export const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Keeps pictures of the page, light and dark, among the artefacts of the run, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  // The page's own scheme comes last, and stays.
  for (const colorScheme of isDark ? (["light", "dark"] as const) : (["dark", "light"] as const)) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(drawn); // Charts take their colors from the scheme.
    const path = join("test-results", "screens", `${name}-${colorScheme}.png`);
    await page.screenshot({ path, animations: "disabled" });
  }
}
