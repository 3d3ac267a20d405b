import { test } from "./fixtures";
import { testJourney } from "./journey";
import { SCREENS } from "./site";

test.describe("A new user at a desk, over plain HTTP", () => {
  test.use(SCREENS.desk);
  testJourney("desk", false);
});
