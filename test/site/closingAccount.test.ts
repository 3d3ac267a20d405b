import { signUpUser } from "../helpers/api";
import { create, invite, join } from "../helpers/ledgers";
import { expectAccessible, loadAxe } from "./accessible";
import { expect, test } from "./fixtures";
import { goTo, openAs, SCREENS } from "./site";

test.use(SCREENS.phone);

test("Whoever deletes their account is told first which shared ledgers end with it and which stay", async ({
  page,
  user,
  cloud,
  context,
}) => {
  await loadAxe(context);
  const other = await signUpUser(cloud);
  await create(user, "Holiday");
  const [home, club] = [await create(user), await create(other, "Club")];
  await join(other, home.id, (await invite(user, home.id, "owner")).secret);
  await join(user, club.id, (await invite(other, club.id, "viewer")).secret);
  await openAs(page, user);
  await goTo(page, "Settings");
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account" });
  const named = (text: string) =>
    dialog
      .locator("div", { has: page.getByText(text) })
      .last()
      .getByRole("listitem");
  await expect(named("are deleted for good as well")).toHaveText(["Holiday"]);
  await expect(named("stay for their other members")).toHaveText(["Home", "Club"]);
  await expectAccessible(page);
});
