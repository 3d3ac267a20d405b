import type { Page, Request } from "@playwright/test";
import { signUpAdmin } from "../helpers/admin";
import { expect, test } from "./fixtures";
import { drawn, keepScreenshot } from "./site";
import { fillLedgers, walk } from "./walk";

/** In CSS pixels; the last one is the phone on which the walk goes on. */
const WIDTHS = [320, 768, 1024, 1440, 390];
const HEIGHT = 900;

const LOCALES = ["en-US", "de-DE", "ar-EG"];

/** Follows the requests of a page. @returns a function that waits until all are answered, and what they bring is drawn */
function quietOf(page: Page): () => Promise<void> {
  const inFlight = new Set<Request>();
  const end = (request: Request) => inFlight.delete(request);
  page.on("request", (request) => inFlight.add(request));
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  return async () => {
    // A new width may ask for what another one does not show.
    await page.evaluate(drawn);
    await expect.poll(() => inFlight.size).toBe(0);
    await page.evaluate(drawn);
  };
}

/** Runs in the page. Keeps the field in sight that is typed into, as a phone does that is turned. */
const showFocused = () =>
  document.activeElement?.closest("input, select, textarea")?.scrollIntoView({ block: "center" });

// A thousand pictures for a person to look at: `npm run test:soak -- screens` takes them.
if (process.env.FULL)
  for (const locale of LOCALES) {
    test.describe(`Every screen of the site in ${locale}`, () => {
      test.use({ locale, viewport: { width: 390, height: HEIGHT }, isMobile: true, hasTouch: true });

      test("is kept as a picture at each width, light and dark", async ({ page, cloud, clock }) => {
        test.setTimeout(1_800_000);
        const admin = await signUpAdmin(cloud);
        await fillLedgers(admin, clock.today);
        const quiet = quietOf(page);
        await walk(page, admin, async (name) => {
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: HEIGHT });
            await quiet();
            await page.evaluate(showFocused);
            await keepScreenshot(page, `all/${locale}/${name.replace("/", "-")}-${width}`);
          }
        });
      });
    });
  }
