import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { dayIn } from "../../domain/values/day";
import { signUpUser, type TestUser } from "../helpers/api";
import { type CloudAccess, resolvable, UNTHROTTLED } from "../helpers/cloud";
import { cloudIn, SHARED_HOST, startCloudProcess, WALKED } from "./cloudProcess";

export { expect };

/** Settings of a test file, given by `test.use`. */
export interface WorkerOptions {
  /** The host name in the addresses of the site and the API. */
  host: string;
}

interface Fixtures {
  /** The moment at which the test began, and its day in the deployment's zone, which decides the pages' day in any browser. */
  clock: { now: Date; today: string; month: string };
  /** A new user of the cloud. */
  user: TestUser;
  /** Opens a page of another device: a context that shares nothing with `page`. */
  openDevice(options?: BrowserContextOptions): Promise<Page>;
  /**
   * Watches a context: the test fails if anything goes wrong in its pages. Their clocks stand still at the moment at which the
   * test began, so that no test depends on the midnight that it may run into.
   */
  watch(context: BrowserContext): Promise<void>;
}

interface WorkerFixtures {
  /** A cloud that all tests under a host name share. A test makes users of its own and looks at nothing else. */
  cloud: CloudAccess;
}

export const test = base.extend<Fixtures, WorkerFixtures & WorkerOptions>({
  host: [SHARED_HOST, { option: true, scope: "worker" }],

  cloud: [
    async ({ host }, use) => {
      if (host === SHARED_HOST) return use(await cloudIn(process.env.SHARED_CLOUD ?? ""));
      const cloud = await startCloudProcess(host, { config: UNTHROTTLED, ...WALKED });
      await use(cloud);
      await cloud.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  baseURL: async ({ cloud }, use) => use(cloud.output("siteUrl")),

  user: async ({ cloud }, use) => use(await signUpUser(cloud)),

  // Playwright takes the fixtures that a fixture needs from this pattern.
  clock: async ({ cloud: _ }, use) => {
    const now = new Date();
    const today = dayIn("UTC", now);
    await use({ now, today, month: today.slice(0, 7) });
  },

  watch: async ({ cloud, clock }, use) => {
    const origins = await originsOf(cloud);
    const problems: string[] = [];
    await use(async (context) => {
      await context.clock.setFixedTime(clock.now);
      context.on("weberror", (error) => problems.push(`uncaught: ${error.error().message}`));
      context.on("console", (message) => {
        // The browser reports each refused or failed request by itself; tests look at what the page makes of them.
        const isOfNetwork = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !isOfNetwork) problems.push(`console: ${message.text()}`);
      });
      context.on("request", (request) => {
        const { origin, protocol } = new URL(request.url());
        const isForeign = protocol.startsWith("http") && !origins.includes(origin);
        if (isForeign) problems.push(`foreign request: ${request.url()}`);
      });
    });
    expect(problems).toEqual([]);
  },

  context: async ({ context, watch }, use) => {
    await watch(context);
    await use(context);
    await endRoutes(context);
  },

  openDevice: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      await watch(context);
      return context.newPage();
    });
    for (const context of contexts) {
      await endRoutes(context);
      await context.close();
    }
  },
});

/**
 * Ends what a test set up with `route`. A page asks whenever it likes, also in a test's last moment: a handler that is at work when
 * its context closes would fail, and with it the whole run.
 */
async function endRoutes(context: BrowserContext): Promise<void> {
  const routed = [context, ...context.pages()];
  await Promise.all(routed.map((target) => target.unrouteAll({ behavior: "ignoreErrors" })));
}

/** The origins to which the page may send requests. */
async function originsOf(cloud: CloudAccess): Promise<string[]> {
  const response = await fetch(new URL("/config.json", resolvable(cloud.output("siteUrl"))));
  const { apiUrl, cognitoUrl, receiptsUrl } = await response.json();
  return [cloud.output("siteUrl"), apiUrl, cognitoUrl, receiptsUrl].map((url) => new URL(url).origin);
}
