import type { Page } from "@playwright/test";
import type { CloudAccess } from "../helpers/cloud";
import { expect, test } from "./fixtures";
import { expectKept } from "./kept";
import { addForm, goTo, openAs, quickAdd, rowOf, storedRow, total } from "./site";
import { storedIn } from "./storedMonth";

test("A page whose code was replaced by a deployment says so and offers the new version; without a network it says that", async ({
  page,
  user,
}) => {
  const code = /\/routes-[A-Z0-9]+\.js$/;
  await page.route(code, (route) => route.fulfill({ status: 404 }));
  await openAs(page, user);
  await addForm(page).getByLabel("Amount").fill("12");
  await addForm(page).getByLabel("What for?").fill("Half typed");
  await goTo(page, "Reports");
  await expect(page.getByText("A new version of this page is available.")).toBeVisible();
  await page.unroute(code);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { name: "Reports" })).toBeVisible();
  await goTo(page, "Expenses");
  await expect(addForm(page).getByLabel("What for?")).toHaveValue("Half typed");
  await addForm(page).getByLabel("Amount").press("Enter");
  await expect(storedRow(page, "Half typed")).toBeVisible();

  await page.route(/\/(routes-[A-Z0-9]+|sw)\.js$/, (route) => route.abort());
  await page.reload();
  await expect(addForm(page).getByLabel("What for?")).toHaveValue("");
  await goTo(page, "Reports");
  await expect(page.getByText("No connection.")).toBeVisible();
});

test("Code whose first request fails is fetched again at once", async ({ page, user }) => {
  let requests = 0;
  await page.route(/\/quickAdd-\w+\.js$/, (route) => (++requests === 1 ? route.abort() : route.continue()));
  await openAs(page, user);
  await expect(addForm(page)).toBeVisible();
  expect(requests).toBe(2);
});

test("Each expense is kept as it was entered, also while the code that checks them is fetched", async ({
  page,
  user,
}) => {
  const { promise: fetched, resolve: letGo } = Promise.withResolvers<void>();
  const code = /\/addTyped-\w+\.js$/;
  await page.route(code, (route) => fetched.then(() => route.continue()));
  await openAs(page, user);
  const asked = page.waitForRequest(code);
  await quickAdd(page, { amount: "1", description: "First" });
  await asked;
  // Pressed twice, it is entered once.
  await addForm(page).getByLabel("Amount").press("Enter");
  await quickAdd(page, { amount: "2", description: "Second" });
  await addForm(page).getByLabel("What for?").fill("Third");
  letGo();
  await expect(rowOf(page, "Second")).toBeVisible();
  await expect(total(page)).toHaveText("$3.00");
  await expect(addForm(page).getByLabel("What for?")).toHaveValue("Third");
});

test("A zone that the browser does not know, and addresses of months that there are not, leave the page usable", async ({
  page,
  user,
  clock,
}) => {
  await page.route(/\/settings$/, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, json: { timezone: "Moon/Tranquility" } });
  });
  await openAs(page, user);
  const told = "This browser does not know the time zone Moon/Tranquility. This device uses UTC instead.";
  await expect(page.getByText(told)).toBeVisible();
  await page.reload();
  await expect(addForm(page).getByLabel("Date")).toHaveValue(clock.today);
  await page.getByRole("status").getByRole("button", { name: "Settings" }).click();
  await expect(page.locator(".field", { hasText: "Time zone" }).getByText(told)).toBeVisible();

  for (const path of ["2026-13", "+010000", "1899-12", "0000-01", "nowhere", "2026-11-01"]) {
    await page.goto(`/#/${path}`);
    await expect(page).toHaveURL(/#\/$/);
    await expect(addForm(page)).toBeVisible();
  }
  await page.goto("/#/9999-12");
  await expect(page.getByRole("heading", { name: "December 9999" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Next month" })).toHaveCount(0);
  await page.getByRole("heading", { name: "December 9999" }).press("ArrowRight");
  await expect(page).toHaveURL(/#\/9999-12$/);
});

test("Unsent expenses outlive that the browser closes and empties the page's database, and are sent once", async ({
  page,
  context,
  user,
  cloud,
}) => {
  await openAs(page, user);
  const isPost = (method: string) => method === "POST";
  await page.route(/\/expenses$/, (route) =>
    isPost(route.request().method()) ? route.abort() : route.continue(),
  );
  await quickAdd(page, { amount: "2", description: "Before" });
  await expect(rowOf(page, "Before").getByText("Waiting to be sent")).toBeVisible();
  const browser = await context.newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", {
    origin: new URL(cloud.output("siteUrl")).origin,
    storageTypes: "indexeddb",
  });
  await quickAdd(page, { amount: "4", description: "After" });
  await expect(rowOf(page, "After").getByText("Waiting to be sent")).toBeVisible();
  await page.reload();
  await expect(rowOf(page, "After").getByText("Waiting to be sent")).toBeVisible();
  await page.unroute(/\/expenses$/);
  await page.reload();
  await expect(storedRow(page, "Before")).toBeVisible();
  await expect(storedRow(page, "After")).toBeVisible();
  await expect(total(page)).toHaveText("$6.00");
});

for (const [how, empty] of [
  [
    "the browser closes the database by force",
    async (page: Page, cloud: CloudAccess) => {
      const browser = await page.context().newCDPSession(page);
      await browser.send("Storage.clearDataForOrigin", {
        origin: new URL(cloud.output("siteUrl")).origin,
        storageTypes: "indexeddb",
      });
    },
  ],
  [
    "another tab deletes the database",
    async (page: Page, cloud: CloudAccess) => {
      const other = await page.context().newPage();
      await other.goto(`${cloud.output("siteUrl")}/config.json`);
      await other.evaluate(
        () =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase("expenses");
            request.onsuccess = () => resolve();
            request.onerror = () => reject(request.error);
          }),
      );
      await other.close();
    },
  ],
] as const) {
  test(`Unsent expenses are stored again when ${how}, though no other storage is left`, async ({
    page,
    user,
    cloud,
  }) => {
    await page.addInitScript(() => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, value) {
        if (key.startsWith("unsent:")) throw new DOMException("Full.", "QuotaExceededError");
        setItem.call(this, key, value);
      };
    });
    await openAs(page, user);
    await page.route(/\/expenses$/, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await quickAdd(page, { amount: "2", description: "Before" });
    await expect(rowOf(page, "Before").getByText("Waiting to be sent")).toBeVisible();
    await expectKept(page, { unsent: 1 });
    await empty(page, cloud);
    await expectKept(page, { unsent: 1 });
    await page.reload();
    await expect(rowOf(page, "Before").getByText("Waiting to be sent")).toBeVisible();
  });
}

test("An edit that is on its way, and one that is being typed, survive that the page is loaded again", async ({
  page,
  user,
}) => {
  await openAs(page, user);
  await quickAdd(page, { amount: "2", description: "Tea" });
  await expect(storedRow(page, "Tea")).toBeVisible();
  const edit = async (description: string) => {
    await storedRow(page, "Tea").locator(".row-open").click();
    await page.locator(".edit-row").getByLabel("What for?").fill(description);
  };
  await page.route(/\/expenses\/\w+$/, () => undefined);
  await edit("Green tea");
  await page.locator(".edit-row").getByRole("button", { name: "Save" }).click();
  await expect(rowOf(page, "Green tea")).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await expect(storedRow(page, "Green tea")).toBeVisible();

  await edit("Black tea");
  await page.reload();
  await expect(page.locator(".edit-row").getByLabel("What for?")).toHaveValue("Black tea");
  await page.locator(".edit-row").getByRole("button", { name: "Save" }).click();
  await expect(storedRow(page, "Black tea")).toBeVisible();
});

test("What was typed into further fields is saved after a reload, also before their code has come", async ({
  page,
  user,
  clock,
}) => {
  await openAs(page, user);
  const form = addForm(page);
  await form.getByLabel("Amount").fill("30");
  await form.getByText("More", { exact: true }).click();
  await form.getByLabel("Shop or payee").fill("Maple");
  await form.getByLabel("Tags").fill("work, home");
  await form.getByLabel("Notes").fill("Oak,\n2 m");
  await form.getByLabel("What for?").fill("Desk");
  const { promise: fetched, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(/\/moreFields-\w+\.js$/, () => undefined);
  await page.route(/\/addTyped-\w+\.js$/, (route) => fetched.then(() => route.continue()));
  await page.reload();
  await expect(form.getByLabel("What for?")).toHaveValue("Desk");
  await expect(form.getByLabel("Shop or payee")).toHaveCount(0);
  await form.getByLabel("What for?").press("Enter");
  // The next one has none of it, also if it is typed before the first is added.
  await quickAdd(page, { amount: "5", description: "Pen" });
  letGo();
  await expect(storedRow(page, "Desk")).toBeVisible();
  await expect(storedRow(page, "Pen")).toBeVisible();
  await expect(form.getByLabel("What for?")).toHaveValue("");
  await quickAdd(page, { amount: "6", description: "Ink" });
  await expect(storedRow(page, "Ink")).toBeVisible();
  const stored = await storedIn(user, clock.month);
  const others = stored.filter(({ description }) => description !== "Desk");
  expect(others.flatMap(({ merchant, tags, notes }) => [merchant, tags, notes].filter(Boolean))).toEqual([]);
  expect(stored).toMatchObject([
    { description: "Ink" },
    { description: "Pen" },
    { description: "Desk", amount: "30.00", merchant: "Maple", tags: ["work", "home"], notes: "Oak,\n2 m" },
  ]);
});

test("A category's new name reaches expenses that are not sent yet, also one that was stored without an answer", async ({
  page,
  user,
}) => {
  await openAs(page, user);
  await page.route(/\/expenses$/, async (route) => {
    const { description } = route.request().postDataJSON() ?? {};
    if (description !== "Stored") return route.abort();
    await route.fetch();
    await route.fulfill({ status: 503, json: { message: "No answer" }, headers: CORS });
  });
  const add = (description: string) => quickAdd(page, { amount: "2", description, category: "Home" });
  await add("Stored");
  const list = async () =>
    (await user.api<{ expenses: { category: string }[] }>("GET", "/expenses")).body.expenses;
  await expect.poll(async () => (await list()).length).toBe(1);
  await add("Lost");
  await add("Fresh");
  await goTo(page, "Settings", "Edit categories");
  await page.getByRole("button", { name: "Edit Home" }).click();
  const form = page.getByRole("form", { name: "Edit Home" });
  await form.getByLabel("Name").fill("Flat");
  await form.getByRole("button", { name: "Save" }).click();
  await goTo(page, "Expenses");
  const names = ["Stored", "Lost", "Fresh"];
  // Once it is found stored, it does not wait.
  await expect(rowOf(page, "Stored").getByText(/^Flat/)).toBeVisible();
  for (const name of ["Lost", "Fresh"])
    await expect(rowOf(page, name).getByText("Flat · Waiting to be sent")).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  for (const name of names) await expect(storedRow(page, name).getByText("Flat")).toBeVisible();
  expect((await list()).map(({ category }) => category)).toEqual(["Flat", "Flat", "Flat"]);
});

test("The page does not run in the frame of another", async ({ page }) => {
  // A page of the same origin, since the local cloud refuses others.
  const framing = { contentType: "text/html", body: '<iframe src="/"></iframe>' };
  await page.route("**/framing", (route) => route.fulfill(framing));
  await page.goto("/framing");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("This page does not run in a frame.")).toBeVisible();
  await expect(frame.getByRole("button")).toHaveCount(0);
});

test("A search goes on after a page without a match", async ({ page, user }) => {
  await openAs(page, user);
  await quickAdd(page, { amount: "2", description: "Piano", date: "2020-01-02" });
  await page.route(/\/expenses\?.*q=Piano/, async (route) => {
    const url = new URL(route.request().url());
    const pages = Number(url.searchParams.get("cursor") ?? 0);
    const next = { expenses: [], cursor: String(pages + 1), until: new Date().toISOString() };
    url.searchParams.delete("cursor");
    return pages < 3 ? route.fulfill({ json: next, headers: CORS }) : route.continue({ url: url.href });
  });
  await page.goto("/#/all?q=Piano");
  await expect(storedRow(page, "Piano")).toBeVisible();
});

const CORS = { "Access-Control-Allow-Origin": "*" };
