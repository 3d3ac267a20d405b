import type { Page } from "@playwright/test";
import { hold } from "./finger";
import { expect, test } from "./fixtures";
import { openAs, SCREENS, storedRow } from "./site";

test.use(SCREENS.phone);

interface Insets {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Lets the screen have a notch, round corners and a bar of the system's. */
async function cutEdges(page: Page, insets: Insets): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setSafeAreaInsetsOverride", { insets });
}

/**
 * Runs in the page.
 * @returns in words what lies in the cut edges: at the sides whatever it is, above and below what does not scroll away.
 */
function cutByEdges({ top, bottom, left, right }: Insets): string[] {
  const { clientWidth, clientHeight } = document.documentElement;
  const style = (element: Element) => getComputedStyle(element);
  const hasAbove = (element: Element | null, test: (one: Element) => boolean): boolean =>
    element !== null && (test(element) || hasAbove(element.parentElement, test));
  const scrolls = (one: Element) => /auto|scroll/.test(style(one).overflowX);
  const stays = (one: Element) => one.localName === "dialog" || style(one).position === "fixed";
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(".visually-hidden, .skip:not(:focus)");
  const layer = document.querySelector("dialog[open]") ?? document.body;
  const first = layer.querySelector("h1, h2");
  return [...layer.querySelectorAll("a, button, input, select, h1, h2, p, td, .toast-text")]
    .filter((one) => isShown(one) && !hasAbove(one.parentElement, scrolls))
    .flatMap((element) => {
      const box = element.getBoundingClientRect();
      const isBeside = box.left < left - 1 || box.right > clientWidth - right + 1;
      const isBelow = box.bottom > clientHeight - bottom + 1 && hasAbove(element, stays);
      const isAbove = element === first && scrollY === 0 && box.top < top - 1;
      const name = `<${element.localName} class="${element.className}"> ${element.textContent?.slice(0, 40)}`;
      return isBeside || isBelow || isAbove ? [`${name}: ${JSON.stringify(box)}`] : [];
    });
}

/** Phones as they are held, with edges of different depths. */
const HELD = {
  upright: { viewport: SCREENS.phone.viewport, insets: { top: 47, bottom: 34, left: 0, right: 0 } },
  "on its side": {
    viewport: { width: 640, height: 360 },
    insets: { top: 0, bottom: 21, left: 44, right: 30 },
  },
  "wide, on its side": {
    viewport: { width: 844, height: 390 },
    insets: { top: 0, bottom: 21, left: 59, right: 30 },
  },
};

for (const dir of ["ltr", "rtl"])
  for (const [how, { viewport, insets }] of Object.entries(HELD))
    test(`Nothing lies under a notch or the system's bar of a phone ${how}: ${dir}`, async ({
      page,
      user,
    }) => {
      for (const description of ["Lunch", "Taxi"]) {
        const body = { description, amount: "7" };
        expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
      }
      await page.setViewportSize(viewport);
      await cutEdges(page, insets);
      await openAs(page, user);
      await page.evaluate((to) => document.documentElement.setAttribute("dir", to), dir);
      const expectWhole = () => expect.poll(() => page.evaluate(cutByEdges, insets)).toEqual([]);
      await expect(storedRow(page, "Lunch")).toBeVisible();
      await expectWhole();

      const dialog = page.locator("dialog[open]");
      for (const opener of [".month-name", ".tab-add"]) {
        if (!(await page.locator(opener).isVisible())) continue;
        await page.locator(opener).tap();
        await expect(dialog.locator("a, input").first()).toBeVisible();
        await expectWhole();
        await page.keyboard.press("Escape");
        await expect(dialog).toBeHidden();
      }

      const selection = page.locator(".selection");
      await storedRow(page, "Taxi").scrollIntoViewIfNeeded();
      await hold(page, storedRow(page, "Taxi"), () => expect(selection).toBeVisible());
      await expectWhole();
      await selection.locator(".danger").tap();
      await expect(page.locator(".toast-text")).toBeVisible();
      await expectWhole();

      for (const screen of ["more", "settings/ledger"]) {
        await page.evaluate((to) => location.assign(`#/${to}`), screen);
        await expect(page.locator("main.page h1")).toBeVisible();
        await expectWhole();
      }
    });
