import { expect, test } from "./fixtures";
import { openAs, quickAdd, storedRow } from "./site";

test("Two pages of one browser send each expense once, whichever it was added in", async ({
  page,
  context,
  user,
}) => {
  await openAs(page, user);
  const other = await context.newPage();
  await other.goto("/");
  await expect(other.getByText("No expenses")).toBeVisible();
  const sent: string[] = [];
  context.on("request", (request) => {
    const isCreate = request.method() === "POST" && new URL(request.url()).pathname.endsWith("/expenses");
    if (isCreate) sent.push(JSON.parse(request.postData() ?? "{}").description);
  });
  const names = ["Tea", "Coffee", "Milk", "Bread"];
  for (const [index, description] of names.entries()) {
    const [one, another] = index % 2 === 0 ? [page, other] : [other, page];
    await one.bringToFront();
    await quickAdd(one, { amount: "2", description });
    await expect(storedRow(one, description)).toBeVisible();
    await expect(storedRow(another, description)).toBeVisible();
  }
  expect([...new Set(sent)]).toEqual(names);
  // A page may get its turn before the browser has told it what the other one sent, and send one under the same key once more. Both
  // did so with each before they took turns.
  expect(sent.length).toBeLessThan(2 * names.length);
  for (const description of names) await expect(storedRow(page, description)).toHaveCount(1);
});
