import { expect, test } from "./fixtures";
import { testJourney } from "./journey";
import { SCREENS, signIn } from "./site";

test.describe("A new user at a desk, over plain HTTP", () => {
  test.use(SCREENS.desk);
  testJourney("desk", false);
});

test("A recurring expense is added where the browser offers no random UUIDs, over plain HTTP", async ({
  page,
  user,
}) => {
  await signIn(page, user);
  await page.goto("/#/settings/recurring");
  await page.getByRole("button", { name: "Add recurring expense" }).click();
  const form = page.getByRole("form", { name: "Recurring expense" });
  await form.getByLabel(/^Amount/).fill("900");
  await form.getByLabel("What for?").fill("Rent");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Rent" }).first()).toContainText("Monthly");
});
