import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { signUpUser, type TestUser } from "../helpers/api";
import { openPage, SCREENS, type WatchedPage } from "../helpers/browser";
import { mailsTo, type TestCloud } from "../helpers/cloud";

export type Screen = keyof typeof SCREENS;

/** Where a page of this cloud may send requests. */
export async function originsOf(cloud: TestCloud): Promise<string[]> {
  const config = await (await fetch(new URL("config.json", siteUrlHere(cloud)))).json();
  return [cloud.output("siteUrl"), config.apiUrl, config.cognitoUrl].map((url) => new URL(url).origin);
}

/** The site's address for this process, which does not know the host name that the browser is told. */
function siteUrlHere(cloud: TestCloud): string {
  const url = new URL(cloud.output("siteUrl"));
  return `http://127.0.0.1:${url.port}/`;
}

/** Opens the site of a cloud. */
export async function openSite(
  browser: Browser,
  cloud: TestCloud,
  screen: Screen,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<WatchedPage> {
  const opened = await openPage(browser, await originsOf(cloud), { ...SCREENS[screen], ...options });
  await opened.page.goto(cloud.output("siteUrl"));
  return opened;
}

/** Signs a user in by the form. */
export async function signIn(
  page: Page,
  { email, password }: Pick<TestUser, "email" | "password">,
): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("form", { name: "Add an expense" }).waitFor();
}

/** Opens the site as a new user who has just signed in. */
export async function openAsUser(
  browser: Browser,
  cloud: TestCloud,
  screen: Screen = "desk",
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<WatchedPage & { user: TestUser }> {
  const user = await signUpUser(cloud);
  const opened = await openSite(browser, cloud, screen, options);
  await signIn(opened.page, user);
  return { ...opened, user };
}

/** The newest six-digit code that was mailed to an address. */
export async function codeFor(cloud: TestCloud, email: string): Promise<string> {
  const codes = (await mailsTo(cloud, email)).flatMap(({ text }) => /\d{6}/.exec(text) ?? []);
  const code = codes.at(-1);
  if (code === undefined) throw new Error(`No code was mailed to ${email}.`);
  return code;
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
  const form = page.getByRole("form", { name: "Add an expense" });
  await form.getByLabel("Amount").fill(amount);
  await form.getByLabel("What for?").fill(description);
  if (category) await form.getByLabel("Category").selectOption(category);
  if (date) await form.getByLabel("Date").fill(date);
  await form.getByLabel("Amount").press("Enter");
}

/** The line of an expense in the list. */
export function rowOf(page: Page, description: string) {
  return page.locator(".row", { hasText: description });
}

/** What the month's total says. */
export const total = (page: Page) => page.locator(".total");
