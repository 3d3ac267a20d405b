import { expect } from "chai";
import { signUpUser } from "../helpers/api";
import { useBrowser } from "../helpers/browser";
import { useCloud } from "../helpers/useCloud";
import { openSite, quickAdd, rowOf, signIn } from "./site";

describe("A page that stays open over midnight", function () {
  this.timeout(60_000);
  const cloud = useCloud();
  const browser = useBrowser();

  it("turns to the new day and month, and leaves a day that was chosen as it is", async () => {
    const { page, context, problems } = await openSite(browser(), cloud(), "desk");
    await page.clock.install({ time: "2027-01-31T23:58:30Z" });
    await page.reload();
    await signIn(page, await signUpUser(cloud()));
    await page.getByRole("heading", { name: "January 2027" }).waitFor();
    const date = page.getByRole("form", { name: "Add an expense" }).getByLabel("Date");
    await quickAdd(page, { amount: "1", description: "Late tea" });
    await rowOf(page, "Late tea").waitFor();
    await page.getByRole("heading", { name: "Today" }).waitFor();

    await page.clock.runFor(120_000);
    await page.getByRole("heading", { name: "February 2027" }).waitFor();
    expect(await date.inputValue()).to.equal("2027-02-01");

    await quickAdd(page, { amount: "2", description: "Old receipt", date: "2027-01-15" });
    await page.getByText("Saved in January 2027").waitFor();
    await page.clock.runFor(24 * 3_600_000);
    await page.getByRole("link", { name: "Previous month" }).click();
    await page.getByRole("heading", { name: "Sun, January 31" }).waitFor();
    expect(await date.inputValue()).to.equal("2027-01-15");
    expect(problems).to.deep.equal([]);
    await context.close();
  });
});
