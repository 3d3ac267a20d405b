import { S3Client } from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import type { ExpensePage } from "../../domain/expenses/expense";
import { deployFormerPage } from "../formerRelease/deployPage";
import { formerUsers, unpackData } from "../formerRelease/model";
import { signIn as signInByApi } from "../helpers/api";
import { type CloudAccess, clientOf } from "../helpers/cloud";
import { SHARED_HOST, startCloudProcess, WALKED } from "./cloudProcess";
import { test as base, expect, type WorkerOptions } from "./fixtures";
import { expectKept } from "./kept";
import { quickAdd, rowOf, SCREENS, signIn, storedRow, total } from "./site";

const test = base.extend<object, { cloud: CloudAccess } & WorkerOptions>({
  cloud: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright takes the fixtures that a fixture needs from this pattern.
    async ({}, use) => {
      const cloud = await startCloudProcess(SHARED_HOST, { fill: unpackData, ...WALKED });
      await use(cloud);
      await cloud.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.use({ ...SCREENS.desk, serviceWorkers: "allow" });

const installed = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));

async function edit(page: Page, name: string, amount: string): Promise<void> {
  await rowOf(page, name).locator(".row-open").click();
  const form = page.getByRole("form", { name: `Edit ${name}` });
  await form.getByLabel("Amount").fill(amount);
  await form.getByRole("button", { name: "Save" }).click();
}

test("An installed page of the release before works with today's API and hands on to today's page, which shows former data", async ({
  page,
  context,
  cloud,
  clock,
}) => {
  const deployToday = await deployFormerPage(new S3Client(clientOf(cloud)), cloud.output("siteUrl"));
  const { former } = formerUsers();
  if (!former) throw new Error("There is a former user.");
  await signIn(page, former);
  await installed(page);
  const trends = page.getByRole("link", { name: "Trends" }); // The former page lacks it.
  await expect(trends).toHaveCount(0);

  await test.step("the former page lists, adds, changes, deletes and restores", async () => {
    await page.goto("/#/2026-10");
    await expect(storedRow(page, "Laptop")).toContainText("$1,499.99");
    await expect(storedRow(page, "Café crème")).toContainText("3.20");
    await page.goto(`/#/${clock.month}`);
    await quickAdd(page, { amount: "12.50", description: "By the former page", date: clock.today });
    await expect(storedRow(page, "By the former page")).toContainText("$12.50");
    await edit(page, "By the former page", "13.50");
    await expect(storedRow(page, "By the former page")).toContainText("$13.50");
    await rowOf(page, "By the former page").locator(".row-open").click();
    await page.getByRole("form", { name: /^Edit/ }).getByRole("button", { name: "Delete" }).click();
    await expect(rowOf(page, "By the former page")).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(storedRow(page, "By the former page")).toBeVisible();
  });

  await test.step("the former page saves settings", async () => {
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByLabel("Theme").selectOption({ label: "Dark" });
    const { api } = await signInByApi(cloud, former.email, former.password);
    const theme = async () => (await api<{ theme?: string }>("GET", "/account/settings")).body.theme;
    await expect.poll(theme).toBe("dark");
    // By its address: in the former user's zone it may be another month than here.
    await page.goto(`/#/${clock.month}`);
  });

  await test.step("today's page takes over its session and what it left unsent", async () => {
    const posts = `${cloud.output("apiUrl")}/expenses`;
    await context.route(posts, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await quickAdd(page, { amount: "4", description: "Left unsent", date: clock.today });
    await expectKept(page, { unsent: 1 });
    await deployToday();
    await page.reload();
    await page.getByText("A new version of this page is available.").waitFor();
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(trends).toBeVisible();
    await expect(rowOf(page, "Left unsent")).toBeVisible();
    await context.unroute(posts);
    await page.reload();
    await expect(storedRow(page, "Left unsent")).toContainText("$4.00");
    await expect(storedRow(page, "By the former page")).toContainText("$13.50");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  await test.step("today's page shows and changes former data", async () => {
    await page.goto("/#/2026-10");
    await expect(storedRow(page, "Laptop")).toContainText("$1,499.99");
    await expect(total(page)).toHaveText("$1,499.99");
    await edit(page, "Laptop", "1400");
    await expect(storedRow(page, "Laptop")).toContainText("$1,400.00");
    await rowOf(page, "Laptop").locator(".row-open").click();
    await page.getByText("History", { exact: true }).click();
    await expect(page.getByText("Amount: $1,499.99 → $1,400.00")).toBeVisible();
    await page.getByRole("button", { name: /^Undo the change of/ }).click();
    await expect(storedRow(page, "Laptop")).toContainText("$1,499.99");
    const { api } = await signInByApi(cloud, former.email, former.password);
    const { body } = await api<ExpensePage>("GET", "/expenses?month=2026-10");
    expect(body.expenses.find(({ description }) => description === "Laptop")?.amount).toBe("1499.99");
  });
});
