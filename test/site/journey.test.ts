import { test } from "./fixtures";
import { testJourney } from "./journey";
import { SCREENS } from "./site";

test.describe("A new user at a phone", () => {
  test.use(SCREENS.phone);
  testJourney("phone", true);
});
