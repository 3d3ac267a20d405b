import type { BrowserContext, Page } from "@playwright/test";
import { currencies } from "../../domain/values/currency";
import { languages } from "../../site/i18n/languages";
import type { Message, Messages } from "../../site/i18n/message";
import { signUpAdmin } from "../helpers/admin";
import { allTexts, formsOf } from "../helpers/pageTexts";
import { expect, test } from "./fixtures";
import { layoutFaults, textsOfPage } from "./layoutFaults";
import { keepScreenshot } from "./site";
import { smallTargets } from "./touchTargets";
import { fillLedgers, walk } from "./walk";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

/** The narrowest window of each layout, and at last the phone's own, in which the walk goes on. The full walk has those between, too. */
const WIDTHS = process.env.FULL
  ? [320, 600, 720, 768, 900, 999, 1000, 1199, 1200, 1440, 390]
  : [320, 720, 1000, 390];

/** Stops of the gate's walk of which pictures are kept: each takes as long as the walk to the next. */
const PICTURED = ["sign-in", "sign-up", "month"];

/** Names that users give, in lines that show as much of them as there is room for. */
const MAY_BE_CUT =
  ".row-name, .row-category, .category-bar-name, .category-chip bdi, .amount-key, .tile > bdi, .finding-lines a";

const all = allTexts();
const english = all.get("en") ?? {};

/** Letters that look like English ones but are not: a text without them is not from the catalog. */
const ACCENTS: Readonly<Record<string, string>> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  y: "ý",
  A: "Á",
  E: "É",
  I: "Í",
  O: "Ó",
  U: "Ú",
};

/** A text as a language could have it whose words are 40 % longer. */
function longer(text: string): string {
  const accented = text.replace(/\{\w+\}|[a-zA-Z]/g, (found) => ACCENTS[found] ?? found);
  const wanted = Math.ceil(text.length * 1.4) - "[]".length;
  let padded = accented;
  for (let index = 0; padded.length < wanted; index++) padded += index % 6 === 0 ? " " : "ó";
  return `[${padded}]`;
}

const pseudo: Messages = Object.fromEntries(
  Object.entries(english).map(([key, message]): [string, Message] => [
    key,
    typeof message === "string"
      ? longer(message)
      : { one: longer(message.one ?? ""), other: longer(message.other) },
  ]),
);

/** Lets German be another language for the pages of a context. */
async function replaceGerman(context: BrowserContext, texts: Messages): Promise<void> {
  await context.route(/\/de-\w+\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: `export const de = ${JSON.stringify(texts)};` }),
  );
}

/** Frames in which a page may still adapt to another width: a chart is redrawn after the layout. */
const FRAMES = 10;

/** Faults of the layout at one of the widths. */
async function misfits(page: Page, name: string, widths: readonly number[]): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    let found = await page.evaluate(layoutFaults, MAY_BE_CUT);
    for (let frame = 0; found.length > 0 && frame < FRAMES; frame++) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      found = await page.evaluate(layoutFaults, MAY_BE_CUT);
    }
    found.push(...(await page.evaluate(smallTargets)));
    faults.push(...found.map((fault) => `${name} at ${width} px: ${fault}`));
  }
  return faults;
}

/** Words that are no text of the page, though they are Latin: of dates in German, of currencies, and of addresses. */
const foreign = (() => {
  const months = Array.from({ length: 12 }, (_, index) => new Date(Date.UTC(2026, index, 1)));
  const days = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2026, 0, index + 1)));
  const format = (dates: Date[], options: Intl.DateTimeFormatOptions) =>
    dates.map((date) => new Intl.DateTimeFormat("de-DE", options).format(date));
  const names = new Intl.DisplayNames("de-DE", { type: "currency" });
  return new Set(
    [
      ...(["long", "short"] as const).flatMap((month) => format(months, { month })),
      ...(["long", "short"] as const).flatMap((weekday) => format(days, { weekday })),
      ...currencies.flatMap((code) => [code, ...(names.of(code) ?? "").split(/\W+/)]),
      ...Object.values(languages),
    ].flatMap((text) => text.split(/[\s.]+/)),
  );
})();

/** The rest of a text without the parts in brackets. */
function outsideBrackets(text: string): string {
  let depth = 0;
  let rest = "";
  for (const character of text) {
    if (character === "[") depth++;
    if (depth === 0) rest += character;
    if (character === "]") depth--;
  }
  return rest;
}

/** Words that no catalog has. */
const untranslated = (text: string) =>
  (
    outsideBrackets(text)
      .replace(/\S+@\S+|https?:\S+|\b[0-9A-Z]{26}\b/g, "")
      .match(/\p{Script=Latin}{2,}/gu) ?? []
  ).filter((word) => !foreign.has(word));

/** True if a text has digits that the locale does not use, outside of addresses, IDs and what the walk types. */
const hasWesternDigits = (text: string) =>
  /[0-9]/.test(text.replace(/\S+@\S+|https?:\S+|\b[0-9A-Z]{26}\b|12\.50\.3/g, ""));

/**
 * Runs in the page.
 * @returns how far the first letter of a deleted expense's category is to the right of its day.
 */
function categoryBeforeDay(line: Element): number {
  const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode() as Text;
  const placeOf = (pattern: RegExp) => {
    const range = document.createRange();
    const index = text.data.search(pattern);
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    return range.getBoundingClientRect().left;
  };
  return placeOf(/[α-ωΑ-Ω]/) - placeOf(/\p{N}/u);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Finds the texts of a page that are English though the language has them in words of its own. */
function englishIn(own: Messages): (text: string) => boolean {
  const formsIn = (texts: Messages, keys: string[]) => keys.flatMap((key) => formsOf(texts[key] ?? ""));
  const keys = Object.keys(own);
  const same = new Set(formsIn(own, keys));
  const patterns = formsIn(english, keys)
    .filter((form) => !same.has(form) && /\p{L}{3}/u.test(form.replace(/\{\w+\}/g, "")))
    .map((form) =>
      form
        .split(/\{\w+\}/)
        .map(escaped)
        .join(".+"),
    );
  const any = new RegExp(`^(${patterns.join("|")})$`, "s");
  return (text) => any.test(text);
}

/** A walk past all screens, in each of the widths: the full one takes several times as long as the gate's. */
const WALK_MS = process.env.FULL ? 900_000 : 180_000;

test.describe("In another language", () => {
  test.use(PHONE);
  test.describe.configure({ timeout: WALK_MS });

  test.describe("whose words are 40 % longer", () => {
    test.use({ locale: "de-DE" });

    test("every text of the page is translated, and fits", async ({ page, context, cloud, clock }) => {
      const admin = await signUpAdmin(cloud);
      await fillLedgers(admin, clock.today);
      await replaceGerman(context, pseudo);
      const faults: string[] = [];
      await walk(page, admin, async (name) => {
        const texts = await page.evaluate(textsOfPage);
        const left = texts.filter((text) => untranslated(text).length > 0);
        faults.push(...left.map((text) => `${name}: not translated: ${text}`));
        faults.push(...(await misfits(page, name, WIDTHS)));
      });
      expect(faults).toEqual([]);
      await page.locator("main .item button").first().click();
      const ledger = page.getByRole("banner").locator("bdi");
      await page.setViewportSize({ width: 768, height: 844 });
      await expect(ledger).toHaveText("Σπίτι");
      expect((await ledger.boundingBox())?.height, "one line beside long places").toBeLessThan(40);
    });
  });

  // German is shorter than the language just seen, so the gate leaves it to `screens.test.ts`.
  for (const [language, locale] of [
    ["ar", "ar-EG"],
    ...(process.env.FULL ? [["de", "de-DE"]] : []),
  ] as const) {
    test.describe(`such as ${language}`, () => {
      test.use({ locale });

      test("no text of the page is English, and each fits", async ({ page, cloud, clock }) => {
        const admin = await signUpAdmin(cloud);
        await fillLedgers(admin, clock.today);
        const isEnglish = englishIn(all.get(language) ?? {});
        const faults: string[] = [];
        await walk(page, admin, async (name) => {
          const texts = await page.evaluate(textsOfPage);
          faults.push(...texts.filter(isEnglish).map((text) => `${name}: not translated: ${text}`));
          if (language === "ar")
            faults.push(...texts.filter(hasWesternDigits).map((text) => `${name}: ${text}`));
          faults.push(...(await misfits(page, name, process.env.FULL ? WIDTHS : [PHONE.viewport.width])));
          if (process.env.FULL || PICTURED.includes(name))
            await keepScreenshot(page, `${language}-${name.replace("/", "-")}`);
        });
        expect(faults).toEqual([]);
        await expect(page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
        await page.evaluate(() => location.assign("#/"));
        if (language === "ar") {
          await expect(page.locator(".row-name").first()).toHaveCSS("text-align", "right");
          // Its mark keeps the parts of the currency in their order.
          await expect(page.locator(".total")).toHaveText(/US\$\u200e$/);
          await page.evaluate(() => location.assign("#/trash"));
          const deleted = page.locator(".trash-row .row-category", { hasText: "Δώρα" });
          expect(await deleted.evaluate(categoryBeforeDay)).toBeGreaterThan(0);
        }
        // The key beside the right Shift, which has another character on an Arabic keyboard.
        await page.evaluate(() =>
          dispatchEvent(new KeyboardEvent("keydown", { key: "؟", code: "Slash", shiftKey: true })),
        );
        await expect(page.locator("dialog[open] kbd").first()).toBeVisible();
      });
    });
  }
});
