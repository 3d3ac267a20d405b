import { addDays, addMonths } from "../../domain/values/day";
import { drag, hold } from "./finger";
import { expect, test } from "./fixtures";
import { layoutFaults } from "./layoutFaults";
import { adder, addForm, openAs, rowOf, SCREENS, stopAsking, storedRow } from "./site";

test.use(SCREENS.phone);

test("With a thumb, an expense is added by the page's own keys, and a month is chosen by its sum", async ({
  page,
  user,
  clock,
}) => {
  for (const [category, months] of [
    ["Transport", 0],
    ["Transport", 0],
    ["Travel", -1],
  ] as const) {
    const date = `${addMonths(clock.month, months)}-01`;
    const body = { description: `Ticket ${months}`, amount: "7", category, date };
    expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
  }
  // They come after the rows, and a double charge is reported above them.
  const insights = page.waitForResponse(
    (response) => /\/insights$/.test(response.url()) && response.request().method() === "GET",
  );
  await openAs(page, user);
  await (await insights).finished();
  await expect(page.getByRole("region", { name: "Insights" })).toBeVisible();
  const top = await rowOf(page, "Ticket 0")
    .first()
    .evaluate((row) => row.getBoundingClientRect().top);
  expect(top).toBeLessThan(SCREENS.phone.viewport.height / 2);

  await adder(page).tap();
  const form = addForm(page);
  const amount = form.getByLabel("Amount");
  // The system's keyboard would cover the keys; one of the device's own types into the same field.
  await expect(amount).toHaveAttribute("inputmode", "none");
  await expect(amount).toBeFocused();
  for (const key of ["1", "2", "9"]) await form.getByRole("button", { name: key, exact: true }).tap();
  await form.getByRole("button", { name: "Delete the last character" }).tap();
  await form.getByRole("button", { name: "Times" }).tap();
  await page.keyboard.type("2");
  await expect(form.getByText("= $24.00")).toBeVisible();
  const likely = form.getByRole("group", { name: "Frequent categories" }).getByRole("button");
  await expect(likely).toHaveCount(6);
  await expect(likely.first()).toHaveText("Transport");
  await likely.first().tap();
  await expect(form.getByLabel("Category")).toHaveValue("Transport");
  await form.getByLabel("What for?").fill("Taxi");
  // No room for the keys beside the system's keyboard.
  await expect(form.getByRole("group", { name: "Keys" })).toHaveCount(0);
  await form.getByRole("button", { name: "Add", exact: true }).tap();
  await expect(form).toBeHidden();
  await expect(storedRow(page, "Taxi")).toContainText("$24.00");
  await expect(storedRow(page, "Taxi")).toContainText("Transport");

  await adder(page).tap();
  await form.getByLabel("What for?").fill("ticket 0");
  await expect(form.getByLabel("Category")).toHaveValue("Transport");
  await form.getByRole("button", { name: "Usually $7.00" }).tap();
  await expect(amount).toHaveValue("7.00");
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();

  await page.getByRole("heading", { level: 1 }).getByRole("button").tap();
  const picker = page.getByRole("dialog", { name: "Choose a month" });
  await picker.getByRole("link", { name: /, \$7\.00$/ }).tap();
  await expect(rowOf(page, "Ticket -1")).toBeVisible();
  await expect(picker).toBeHidden();
});

test("The choice of a month has the sums of every year, also of years to come", async ({
  page,
  user,
  clock,
}) => {
  const [before, after] = [addMonths(clock.month, -12 * 4), addMonths(clock.month, 12)];
  for (const date of [`${before}-03`, `${before}-21`, `${after}-01`]) {
    const body = { description: `Of ${date}`, amount: "7.50", date };
    expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
  }
  await openAs(page, user);
  await page.getByRole("heading", { level: 1 }).getByRole("button").tap();
  const picker = page.getByRole("dialog", { name: "Choose a month" });
  await picker.getByRole("button", { name: "Next year" }).tap();
  await expect(picker.getByRole("link", { name: /\$/ })).toHaveAccessibleName(/, \$7\.50$/);
  for (let year = 1; year >= -3; year--) await picker.getByRole("button", { name: "Previous year" }).tap();
  await picker.getByRole("link", { name: /, \$15\.00$/ }).tap();
  await expect(rowOf(page, `Of ${before}-21`)).toBeVisible();
});

test("With a thumb, a bar of a category or a day of the table leads to its rows", async ({
  page,
  user,
  clock,
}) => {
  const month = addMonths(clock.month, -1);
  for (let day = 1; day <= 25; day++) {
    const date = `${month}-${String(day).padStart(2, "0")}`;
    const body = {
      description: `Meal ${day}`,
      amount: "5",
      category: day % 5 ? "Groceries" : "Travel",
      date,
    };
    expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
  }
  await openAs(page, user);
  await page.goto(`/#/${month}`);
  await page.locator(".insights summary").tap();
  await page.getByRole("button", { name: "As a table" }).tap();
  await page.getByRole("rowheader").getByRole("button").first().tap();
  await expect(rowOf(page, /^Meal 1\D/)).toBeInViewport();
  await expect(page.locator(".day-head:focus")).toBeInViewport();
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("link", { name: /^Travel/ }).tap();
  await expect(rowOf(page, /^Meal 25/)).toBeInViewport();
  await expect(rowOf(page, "Meal 24")).toHaveCount(0);
});

test("Fingers swipe a row to its actions, hold one to select it, and pull the list down to read it again", async ({
  page,
  user,
}) => {
  const stored = async (description: string) => {
    const body = { description, amount: "7", category: "Travel" };
    expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
  };
  for (const description of ["Ticket", "Map", "Hotel"]) await stored(description);
  await stopAsking(page); // Else the last expense shows without a finger.
  await openAs(page, user);
  const ticket = storedRow(page, "Ticket");
  await expect(ticket).toBeVisible();
  await page.waitForLoadState("networkidle");

  await drag(page, ticket, { x: -150, y: 0 });
  await ticket.getByRole("button", { name: "Category of Ticket" }).tap();
  await page.getByRole("dialog").getByRole("button", { name: "Transport" }).tap();
  await expect(ticket).toContainText("Transport");
  await drag(page, ticket, { x: -150, y: 0 });
  await ticket.getByRole("button", { name: "Delete Ticket" }).tap();
  await expect(ticket).toHaveCount(0);

  const selection = page.getByRole("toolbar", { name: "Selected expenses" });
  await hold(page, storedRow(page, "Map"), () => expect(selection).toContainText("1 selected"));
  await storedRow(page, "Hotel").tap();
  await expect(selection).toContainText("2 selected");
  await storedRow(page, "Map").tap();
  await expect(selection).toContainText("1 selected");
  await selection.getByRole("button", { name: "Clear selection" }).tap();

  await stored("Souvenir");
  await drag(page, storedRow(page, "Hotel"), { x: 0, y: 250 });
  await expect(storedRow(page, "Souvenir")).toBeVisible();
});

test("Long names and large amounts are whole: numbers on one line, and what happened above the buttons", async ({
  page,
  user,
  clock,
}) => {
  const name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);
  const description = name.slice(0, 200);
  const ten = Array.from({ length: 10 }, (_, index) => index);
  for (const index of ten) {
    const date = index === 0 ? clock.today : addDays(clock.today, -31 * index);
    const body = { description, amount: "99999999.99", currency: "EUR", category: `Category ${index}`, date };
    expect((await user.api("POST", "/expenses", { body })).status).toBe(201);
  }
  const kwd = { description, amount: "9999999.999", currency: "KWD", category: "Travel" };
  expect((await user.api("POST", "/expenses", { body: kwd })).status).toBe(201);
  await page.setViewportSize({ width: 360, height: 740 });
  await openAs(page, user);
  await expect(rowOf(page, description)).toHaveCount(2);
  const faults = () => page.evaluate(layoutFaults, ".row-name, .row-category");
  expect(await faults()).toEqual([]);
  await page.getByRole("heading", { level: 1 }).getByRole("button").tap();
  await expect(page.locator(".picker-sum").filter({ hasText: "€" }).first()).toBeVisible();
  expect(await faults()).toEqual([]);
  await page.keyboard.press("Escape");

  await rowOf(page, description)
    .first()
    .getByRole("button", { name: /^Delete/ })
    .evaluate((button: HTMLElement) => button.click());
  const text = page.locator(".toast-text");
  await expect(text).toContainText("Deleted");
  expect(await text.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
  const [said, button] = await Promise.all([
    text.boundingBox(),
    page.locator(".toast").getByRole("button", { name: "Undo" }).boundingBox(),
  ]);
  expect(button?.y).toBeGreaterThanOrEqual((said?.y ?? 0) + (said?.height ?? 0));

  await page.goto("/#/reports/trends");
  await expect(page.locator(".day-table td").first()).toBeVisible();
  expect(await faults()).toEqual([]);
});

test("With a keyboard at a phone, what has the focus shows above the tabs", async ({ page, user }) => {
  await openAs(page, user);
  await page.goto("/#/settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const top = (await page.locator(".tab-bar").boundingBox())?.y ?? 0;
  const hidden: string[] = [];
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press("Tab");
    const focused = page.locator("main :focus");
    if ((await focused.count()) === 0) continue;
    const box = await focused.boundingBox();
    if ((box?.y ?? 0) + (box?.height ?? 0) > top) hidden.push(await focused.innerText());
  }
  expect(hidden).toEqual([]);
});
