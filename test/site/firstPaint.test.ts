import type { Page } from "@playwright/test";
import type { Language } from "../../site/i18n/languages";
import { expect, test } from "./fixtures";
import { shifts } from "./layoutShifts";
import { openAs, SCREENS } from "./site";

/** The page's script: until it runs, only the document and the script in its head have a say. */
const SCRIPT = /\/main-\w+\.js$/;

/** Opens an address of the page, whose script waits until it is let go. */
async function openHeld(page: Page, address: string): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(SCRIPT, (route) => released.then(() => route.continue()));
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("body > noscript").waitFor({ state: "attached" });
  return release;
}

/** The texts of the sign-in screen, and their places. */
const drawn = (page: Page) =>
  page.locator("main").evaluate((main) =>
    [...main.querySelectorAll<HTMLElement>(".brand, .brand svg, h1, label, input, button, a, p")].map(
      (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.innerText, x, y, width, height].join(" ");
      },
    ),
  );

/** The screen's elements, without the names that tie them to each other. */
const markup = (page: Page) =>
  page.locator("main").evaluate((main) => main.outerHTML.replaceAll(/ (id|for)="[^"]*"/g, ""));

const FIRST: Readonly<Record<Language, { locale: string; title: string; button: string; other: string }>> = {
  en: { locale: "en-GB", title: "Welcome", button: "Sign in", other: "Create account" },
  de: { locale: "de-CH", title: "Willkommen", button: "Anmelden", other: "Konto anlegen" },
  ar: { locale: "ar-EG", title: "مرحبًا", button: "تسجيل الدخول", other: "إنشاء حساب" },
};

for (const [language, { locale, title, button, other }] of Object.entries(FIRST)) {
  test(`The sign-in form stands before the script of the page, which draws the same one, in ${locale}`, async ({
    openDevice,
  }) => {
    const page = await openDevice({ ...SCREENS.phone, locale });
    const release = await openHeld(page, "/");
    await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
    // Nothing would become of it, but the password in the address.
    await expect(page.getByRole("button", { name: button })).toBeDisabled();
    await page.locator("input[name=email]").fill("typed@example.com");
    const before = await drawn(page);
    release();

    await expect(page.getByRole("button", { name: button })).toBeEnabled();
    expect(await drawn(page)).toEqual(before);
    expect(await shifts(page)).toEqual([]);
    await expect(page.locator("input[name=email]")).toBeFocused();
    await expect(page.locator("input[name=email]")).toHaveValue("typed@example.com");
    await expect(page.locator("#app > *")).toHaveCount(1);
    const taken = await markup(page);
    await page.getByRole("link", { name: other }).click();
    await expect(page.locator("input[name=password]")).toHaveCount(0);
    await page.goBack();
    await expect(page.locator("input[name=password]")).toBeVisible();
    expect(await markup(page)).toBe(taken);
    await expect(page.locator("#app > *")).toHaveCount(1);
  });
}

test("Whoever is signed in or was, or follows a link, never sees the form of a first visit", async ({
  page,
  user,
  openDevice,
}) => {
  await openAs(page, user);
  const expectName = async (shown: Page, address: string) => {
    const release = await openHeld(shown, address);
    await expect(shown.locator(".splash")).toBeVisible();
    await expect(shown.locator("main")).toBeHidden();
    release();
    await shown.unrouteAll({ behavior: "wait" });
    await expect(shown.locator(".splash, .early")).toHaveCount(0);
  };
  await page.goto("about:blank");
  await expectName(page, "/");
  await expect(page.locator(".row-list, .quick-add").first()).toBeVisible();
  await expect(page.locator("#app input[type=password]")).toHaveCount(0);

  await page.evaluate(() => {
    localStorage.clear();
    localStorage.setItem("visited", "true");
  });
  await page.goto("about:blank");
  await expectName(page, "/");
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();

  const invited = await openDevice();
  await expectName(invited, "/#/sign-up");
  await expect(invited.getByRole("heading", { name: "Create your account" })).toBeVisible();
});

test("The name that stands before the page is in the language that was chosen, or the browser's", async ({
  openDevice,
}) => {
  const page = await openDevice({ locale: "de-DE" });
  const released = await openHeld(page, "/#/sign-up");
  await expect(page.locator(".splash")).toHaveText("Ausgaben", { useInnerText: true });
  released();
  await expect(page.getByRole("heading", { name: "Legen Sie Ihr Konto an" })).toBeVisible();

  await page.evaluate(() => localStorage.setItem("preferences", '{"language":"ar"}'));
  await page.goto("about:blank");
  await openHeld(page, "/#/sign-up");
  await expect(page.locator(".splash")).toHaveText("المصروفات", { useInnerText: true });
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
});

test("A page whose texts cannot be fetched is in English, and says so of itself", async ({ openDevice }) => {
  const page = await openDevice({ locale: "ar-EG" });
  await page.route(/\/ar-\w+\.js$/, (route) => route.abort());
  await page.goto("/#/sign-up");
  await expect(page.getByRole("heading", { name: "Create your account" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
});

test("A link of the form that is followed before the script runs leads where it says", async ({ page }) => {
  const release = await openHeld(page, "/");
  await page.getByRole("link", { name: "Create account" }).click();
  release();
  await expect(page.getByRole("heading", { name: "Create your account" })).toBeVisible();
  await expect(page.locator("#app > *")).toHaveCount(1);
});

test("Without JavaScript, the page says that it needs it, and shows no form", async ({ openDevice }) => {
  const page = await openDevice({ javaScriptEnabled: false });
  await page.goto("/");
  await expect(page.locator("noscript")).toBeVisible();
  await expect(page.locator("main")).toBeHidden();
});

test("The screens behind the sign-in are not fetched until somebody types", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  const isBehind = (url: string) => /\/(routes|monthScreen)-\w+\.js$/.test(url);
  await page.goto("/", { waitUntil: "networkidle" });
  await expect.poll(() => scripts.filter((url) => url.includes("/background-"))).toHaveLength(1);
  await page.waitForLoadState("networkidle");
  expect(scripts.filter(isBehind)).toEqual([]);
  const asked = page.waitForRequest((request) => request.url().includes("/routes-"));
  await page.getByLabel("Email address").fill("typed@example.com");
  await page.getByLabel("Password", { exact: true }).focus();
  await asked;
});
