import { signUpUser } from "../helpers/api";
import { create, inside, invite, join } from "../helpers/ledgers";
import { expect, test } from "./fixtures";
import { openAs } from "./site";

const FEW_AND_A_PAGE = 28;

test("News that stand behind a page of the user's own entries are told and shown", async ({
  page,
  user,
  cloud,
}) => {
  const other = await signUpUser(cloud);
  const { id } = await create(other);
  await join(user, id, (await invite(other, id, "contributor")).secret);
  await openAs(page, user);
  await page.goto("/#/settings/ledgers");
  await page.getByRole("button", { name: "Open Home" }).click();
  await expect(page.getByRole("banner")).toContainText("Home");
  await page.goto("/#/settings/activity");
  await expect(page.getByText("You joined")).toBeVisible();

  const add = async ({ api }: typeof user, description: string) => {
    const body = { description, amount: "7" };
    expect((await api("POST", "/expenses", { ...inside(id), body })).status).toBe(201);
  };
  await add(other, "Cinema");
  for (let count = 1; count <= FEW_AND_A_PAGE; count++) await add(user, `Tea ${count}`);
  await page.goto("/#/");
  await page.reload();
  await expect(page.getByText("Others did 1 thing since your last visit.")).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const news = page.getByRole("region", { name: "New since your last visit" });
  await expect(news.getByRole("listitem")).toHaveText([/Cinema/]);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.getByText("Tea 1", { exact: true })).toBeVisible();
  await expect(page.getByText("Cinema")).toHaveCount(1);
  await page.goto("/#/settings/ledgers");
  await page.goto("/#/settings/activity");
  await expect(page.getByText(`Tea ${FEW_AND_A_PAGE}`)).toBeVisible();
  await expect(news).toHaveCount(0);
});
