import { ar } from "../../site/i18n/ar";
import { expect, test } from "./fixtures";
import { codeFor, inArabic, newPassword } from "./site";

// The browser of the tests speaks English, whatever the page does.
test.use({ locale: "ar-EG" });

test("A page in another language than its browser says in its own what is wrong with a field", async ({
  page,
  cloud,
  user,
}) => {
  const email = page.locator("input[name=email]");
  const password = page.locator("input[name=password]");
  const code = page.locator("input[name=code]");
  const submit = page.locator("form.stack [type=submit]");
  await page.goto("/");
  await submit.click();
  for (const field of [email, password]) {
    await expect(field).toHaveJSProperty("validationMessage", ar["checks.missing"]);
  }
  await email.fill("typed");
  await submit.click();
  await expect(email).toHaveJSProperty("validationMessage", ar["checks.email"]);

  await page.goto("/#/forgot-password");
  await email.fill(user.email);
  await submit.click();
  await code.fill("12345");
  await password.fill("weak");
  await submit.click();
  await expect(code).toHaveJSProperty("validationMessage", ar["checks.code"]);
  await code.fill(inArabic(await codeFor(cloud, user.email)));
  await submit.click();
  await expect(page.getByRole("alert")).toContainText("رقم ورمز");
  await password.fill(newPassword());
  await submit.click();
  await expect(page.locator("main.auth")).toHaveCount(0);
});
