import type { BrowserContext, Page, Request, Route } from "@playwright/test";
import type { TestUser } from "../../helpers/api";
import type { CloudAccess } from "../../helpers/cloud";
import { expect } from "../fixtures";
import { addForm, signIn } from "../site";
import type { Line } from "./ledger";

/** A fault that the next request that it fits meets. */
type Fault = "unauthorised" | "throttled" | "sign-in throttled" | "answer lost";

/** Answers of services that refuse for now, by whom they come from. */
const REFUSALS = {
  unauthorised: { status: 401, json: { message: "The incoming token has expired" } },
  throttled: { status: 429, json: { message: "Too Many Requests" } },
  "sign-in throttled": {
    status: 400,
    json: { __type: "TooManyRequestsException", message: "Rate exceeded" },
  },
} as const;

/** The moment at which the pages open, amid a month: their clocks jump by days, and no test may depend on today's date. */
export const START = new Date("2026-06-15T10:00:00Z");

/** Polls often at first: most results come within milliseconds, thousands of times in a run. The others leave the machine to the page. */
export const SOON = { intervals: [5, 10, 20, 40, 80, 160] };

const CORS = { "Access-Control-Allow-Origin": "*" };

/** A month as a page shows it. */
interface Shown {
  lines: Line[];
  /** By the header. */
  count: number;
  /** By the header. */
  cents: number;
  /** Rows that are not stored yet. */
  pending: number;
}

/** A page of a device: a browser with a network that fails on command. */
export class Device {
  page: Page;
  offline = false;
  #faults: Fault[] = [];
  readonly #inFlight = new Set<Request>();

  private constructor(
    private readonly context: BrowserContext,
    page: Page,
  ) {
    this.page = page;
  }

  /** Makes a page a device. Its context has no other pages. */
  static async over(page: Page, cloud: CloudAccess): Promise<Device> {
    const device = new Device(page.context(), page);
    device.#watch(cloud.output("apiUrl"));
    await page.context().addInitScript(drawNothing);
    const { cognitoUrl } = await (await fetch(new URL("/config.json", cloud.output("siteUrl")))).json();
    await page.context().route(`${cloud.output("apiUrl")}/**`, (route) => device.#api(route));
    await page.context().route(cognitoUrl, (route) => device.#cognito(route));
    return device;
  }

  /** Signs in, and waits until the page can open without a network. */
  async signIn(user: TestUser): Promise<void> {
    await this.setClock(START.getTime());
    await signIn(this.page, user);
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }

  /** Sets the device's clock. It stands still. */
  async setClock(now: number): Promise<void> {
    await this.context.clock.setFixedTime(now);
  }

  /** Lets the next request that a fault fits meet it. */
  expectFault(fault: Fault): void {
    this.#faults.push(fault);
  }

  forgetFaults(): void {
    this.#faults = [];
  }

  /** True if what the page sends next may not get through. */
  get isShaky(): boolean {
    return this.offline || this.#faults.length > 0;
  }

  async setOffline(offline: boolean): Promise<void> {
    this.offline = offline;
    await this.context.setOffline(offline);
  }

  /** Ends the page at once, as a phone does that needs its memory, and opens another. */
  async kill(): Promise<void> {
    const before = this.page;
    this.page = await this.context.newPage();
    await before.close();
    await this.page.goto("/");
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Ends the page in one of two ways. */
  endPage(pick: number): Promise<void> {
    return pick % 2 === 0 ? this.kill() : this.reload();
  }

  /** The token ends; the page has another one made when it needs it. */
  async endToken(): Promise<void> {
    await this.page.evaluate(() => sessionStorage.removeItem("tokens"));
  }

  async ready(): Promise<void> {
    await expect(addForm(this.page)).toBeVisible();
  }

  /** Comes back to the page, as a user does. */
  async lookAgain(): Promise<void> {
    await this.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  }

  /** Reads what other devices did. */
  async catchUp(): Promise<void> {
    const told = this.page.waitForResponse(/\/expenses(\/changes)?\?/);
    await this.lookAgain();
    await (await told).finished();
    await this.quiet();
  }

  /** Waits until the page keeps nothing that is not sent. */
  async allSent(): Promise<void> {
    const unsent = () => Object.keys(localStorage).filter((key) => /^(unsent|write):/.test(key));
    await expect.poll(() => this.page.evaluate(unsent), SOON).toEqual([]);
  }

  /** Waits until nothing that the page reads can take a row away from under the user's hand. */
  async quiet(): Promise<void> {
    const inFlight = () => [...this.#inFlight].map((request) => `${request.method()} ${request.url()}`);
    await expect.poll(inFlight, SOON).toEqual([]);
  }

  /** Reads the month that is open. */
  read(): Promise<Shown> {
    return this.page.evaluate(() => {
      const digits = (text: string | null | undefined) => Number((text ?? "").replaceAll(/\D/g, ""));
      const textIn = (element: Element, selector: string) => element.querySelector(selector)?.textContent;
      const rows = [...document.querySelectorAll(".month-list .row")];
      const count = document.querySelector(".totals > p:last-of-type")?.textContent?.split("·")[0];
      return {
        lines: rows.map((row) => ({
          name: textIn(row, ".row-name") ?? "",
          cents: digits(textIn(row, ".row-amount")),
        })),
        count: digits(count),
        cents: digits(document.querySelector(".total")?.textContent),
        pending: rows.filter((row) => row.classList.contains("pending")).length,
      };
    });
  }

  /** The cents of an expense in the month that is open; undefined if it is not there. */
  async shows(name: string): Promise<number | undefined> {
    return (await this.read()).lines.find((line) => line.name === name)?.cents;
  }

  #watch(apiUrl: string): void {
    this.context.on("request", (request) => {
      // A document that ends hears of no more answers, and the browser does not always say so of each request.
      if (request.isNavigationRequest()) this.#inFlight.clear();
      if (request.url().startsWith(apiUrl)) this.#inFlight.add(request);
    });
    const end = (request: Request) => this.#inFlight.delete(request);
    this.context.on("requestfinished", end);
    this.context.on("requestfailed", end);
  }

  #take(...fitting: Fault[]): Fault | undefined {
    const index = this.#faults.findIndex((fault) => fitting.includes(fault));
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0];
  }

  async #api(route: Route): Promise<void> {
    const fault = this.#take(...faultsOf(route.request()));
    if (fault === "answer lost") {
      // On a connection of its own: a kept one may be closed by the server, after minutes without use, while this one begins.
      await route.fetch({ headers: { ...route.request().headers(), connection: "close" } });
      await route.abort("connectionreset");
    } else if (fault === "unauthorised" || fault === "throttled") {
      await route.fulfill({ ...REFUSALS[fault], headers: CORS });
    } else await route.continue();
  }

  async #cognito(route: Route): Promise<void> {
    if (route.request().method() === "POST" && this.#take("sign-in throttled")) {
      await route.fulfill({ ...REFUSALS["sign-in throttled"], headers: CORS });
    } else await route.continue();
  }
}

/** Runs in the page. Nobody sees it, and drawing it takes a fifth of the browser's time. */
function drawNothing(): void {
  const unseen = new CSSStyleSheet();
  unseen.replaceSync("body { opacity: 0 }");
  document.adoptedStyleSheets.push(unseen);
}

/** Faults that a request may meet. */
function faultsOf(request: Request): Fault[] {
  if (request.method() === "OPTIONS") return [];
  return request.method() === "GET" ? ["unauthorised"] : ["unauthorised", "throttled", "answer lost"];
}
