import { expect, test } from "./fixtures";
import { openAs } from "./site";
import { log } from "./storedMonth";

const UPRIGHT = { width: 768, height: 1024 };
const ON_ITS_SIDE = { width: 1024, height: 768 };

test.use({ viewport: UPRIGHT });

test("A tablet shows the charts of a month beside its list while it lies on its side, and upright as they were", async ({
  page,
  user,
  clock,
}) => {
  await log(user, { description: "Lunch", amount: "12", category: "Eating out", date: clock.today });
  await openAs(page, user);
  const fold = page.locator("summary", { hasText: "Where it went" });
  const charts = page.getByText("By category");
  await expect(fold).toBeVisible();
  await expect(charts).toBeHidden();
  await page.setViewportSize(ON_ITS_SIDE);
  await expect(charts).toBeVisible();
  await page.setViewportSize(UPRIGHT);
  await expect(charts).toBeHidden();

  await fold.click();
  await expect(charts).toBeVisible();
  await page.setViewportSize(ON_ITS_SIDE);
  await expect(charts).toBeVisible();
  await page.setViewportSize(UPRIGHT);
  await expect(charts).toBeVisible();
});
