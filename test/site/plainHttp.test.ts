import { PLAIN_HOST } from "../helpers/browser";
import { test } from "./fixtures";
import { testJourney } from "./journey";
import { SCREENS } from "./site";

// Whole file: another host name is another cloud, so another worker.
test.use({ host: PLAIN_HOST });

test.describe("A new user at a desk, over plain HTTP", () => {
  test.use(SCREENS.desk);
  testJourney("desk", false);
});
