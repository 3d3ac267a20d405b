import { signUpAdmin } from "../helpers/admin";
import { test } from "./fixtures";
import { keepScreenshot } from "./site";
import { fillLedgers, walk } from "./walk";

/** In CSS pixels; the last one is the phone on which the walk goes on. */
const WIDTHS = [320, 768, 1024, 1440, 390];
const HEIGHT = 900;

const LOCALES = ["en-US", "de-DE", "ar-EG"];

// A thousand pictures for a person to look at: `npm run test:soak -- screens` takes them.
if (process.env.FULL)
  for (const locale of LOCALES) {
    test.describe(`Every screen of the site in ${locale}`, () => {
      test.use({ locale, viewport: { width: 390, height: HEIGHT }, isMobile: true, hasTouch: true });

      test("is kept as a picture at each width, light and dark", async ({ page, cloud, clock }) => {
        test.setTimeout(1_800_000);
        const admin = await signUpAdmin(cloud);
        await fillLedgers(admin, clock.today);
        await walk(page, admin, async (name) => {
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: HEIGHT });
            await keepScreenshot(page, `all/${locale}/${name.replace("/", "-")}-${width}`);
          }
        });
      });
    });
  }
