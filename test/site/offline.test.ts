import { expect } from "chai";
import { dayIn } from "../../domain/values/day";
import { useBrowser } from "../helpers/browser";
import { useCloud } from "../helpers/useCloud";
import { openAsUser, quickAdd, rowOf, total } from "./site";

const month = dayIn("UTC", new Date()).slice(0, 7);

/** Runs in the page: waits until a month with this many expenses is kept, which happens a moment after it changed. */
async function untilKept(count: number): Promise<void> {
  const kept = async () => {
    // Opening it before the page has would make an empty one.
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === "expenses")) return false;
    return new Promise<boolean>((resolve) => {
      const opening = indexedDB.open("expenses");
      opening.onsuccess = () => {
        const months = opening.result.transaction("months").objectStore("months").getAll();
        months.onsuccess = () => {
          opening.result.close();
          resolve(months.result.some(({ expenses }) => expenses.length === count));
        };
      };
    });
  };
  while (!(await kept())) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Runs in the page: whether the rows at the top are the newest ones, one after the other. */
function showsAll(count: number): boolean {
  const names = [...document.querySelectorAll(".row:not(.pending) .row-name")].map((row) => row.textContent);
  return names.length > 1 && names.every((name, index) => name === `Queued ${count - index}`);
}

describe("The site without a network", function () {
  this.timeout(60_000);
  const cloud = useCloud();
  const browser = useBrowser();

  it("opens with what was last seen, takes expenses, and sends them in order, once, when it is back", async () => {
    const { page, context, user, problems } = await openAsUser(browser(), cloud());
    await quickAdd(page, { amount: "1", description: "Before" });
    await page.locator(".row:not(.pending)", { hasText: "Before" }).waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.evaluate(untilKept, 1);

    await context.setOffline(true);
    await quickAdd(page, { amount: "2", description: "First offline" });
    await quickAdd(page, { amount: "4", description: "Second offline" });
    await rowOf(page, "Second offline").getByText("Waiting to be sent").waitFor();
    await page.getByText("2 to be sent").waitFor();

    await page.reload();
    await rowOf(page, "Before").waitFor();
    await rowOf(page, "First offline").getByText("Waiting to be sent").waitFor();
    await total(page).and(page.getByText("$7.00")).waitFor();

    await context.setOffline(false);
    await page.locator(".row:not(.pending)", { hasText: "First offline" }).waitFor();
    await page.locator(".row:not(.pending)", { hasText: "Second offline" }).waitFor();
    const { body } = await user.api<{ expenses: { description: string }[] }>(
      "GET",
      `/expenses?month=${month}`,
    );
    expect(body.expenses.map(({ description }) => description)).to.deep.equal([
      "Second offline",
      "First offline",
      "Before",
    ]);
    expect(problems).to.deep.equal([]);
    await context.close();
  });

  it("shows all that it sent, though the list was read while it was sending", async () => {
    const { page, context } = await openAsUser(browser(), cloud());
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    const count = 40;
    for (let index = 1; index <= count; index += 1) {
      await quickAdd(page, { amount: "1", description: `Queued ${index}` });
    }
    await page.getByText(`${count} to be sent`).waitFor();
    // So slow that several are stored while the list is on its way.
    await context.route(/\/(expenses|summary)(\?.*)?$/, async (route) => {
      const isWrite = route.request().method() === "POST";
      if (isWrite) await new Promise((resolve) => setTimeout(resolve, 60));
      const response = await route.fetch();
      if (!isWrite) await new Promise((resolve) => setTimeout(resolve, 150));
      await route.fulfill({ response });
    });
    await context.setOffline(false);
    await page.reload();
    await page.locator(".row:not(.pending)", { hasText: `Queued ${count}` }).waitFor();
    // The last of them is sent; what is missing now comes by a reading, if it comes.
    await page.waitForFunction(showsAll, count);
    await page.getByText(`${count} expenses`).waitFor();
    expect(await total(page).textContent()).to.equal(`$${count}.00`);
    await context.close();
  });
});
