import { join } from "node:path";
import { buildSync } from "esbuild";
import { DeviceStorage } from "./deviceStorage";
import { settled } from "./openPage";
import { CONFIG, MemoryStorage, type Server, tokensOf } from "./page";
import { TabLocks } from "./tabLocks";

type Program = typeof import("./tabBundle");

/** A request of a tab that nobody has answered. */
export interface Asked {
  tab: Tab;
  url: URL;
  init: RequestInit;
  /** The answer of the server, once it is on its way. */
  made?: Response;
  /** Resolves or rejects the promise of `fetch`. */
  answer: (answer: Promise<Response>) => void;
}

const brokenConnection = () => Promise.reject(new TypeError("Failed to fetch"));

let code: string | undefined;

/** The program of a tab as CommonJS, bundled once. */
function programText(): string {
  const options = {
    bundle: true,
    write: false,
    platform: "browser",
    format: "cjs",
    logLevel: "error",
  } as const;
  code ??=
    buildSync({ ...options, entryPoints: [join(__dirname, "tabBundle.ts")] }).outputFiles[0]?.text ?? "";
  return code;
}

/** A tab: its own modules, session and timers, over what the browser keeps. A closed one has no effect any more. */
export class Tab {
  readonly said: string[] = [];
  private readonly window = new EventTarget();
  private readonly timers = new Map<number, { run: () => void; at: number }>();
  private lastTimer = 0;
  isClosed = false;
  readonly page: Program;

  constructor(private readonly browser: SharedBrowser) {
    const module = { exports: {} };
    const names: Record<string, unknown> = {
      ...browser.device.names,
      ...{ module, exports: module.exports, console: { ...console, warn: () => undefined } },
      ...{ localStorage: this.storage(), sessionStorage: new MemoryStorage() },
      document: { querySelector: () => null },
      history: { replaceState: () => undefined, pushState: () => undefined },
      location: { assign: () => undefined, reload: () => undefined },
      addEventListener: this.window.addEventListener.bind(this.window),
      removeEventListener: this.window.removeEventListener.bind(this.window),
      setTimeout: (run: () => void, pause = 0) => this.setTimer(run, pause),
      clearTimeout: (id: number) => this.timers.delete(id),
      navigator: this.navigator(),
      fetch: (input: string | URL, init: RequestInit = {}) => this.ask(input, init),
    };
    const globals = new Proxy(globalThis, {
      get: (real, name) => names[String(name)] ?? Reflect.get(real, name),
    });
    const all = { ...names, globalThis: globals };
    new Function(...Object.keys(all), programText())(...Object.values(all));
    this.page = module.exports as Program;
  }

  /** Storage that the tabs share, and tells the others of. */
  private storage() {
    const { items } = this.browser;
    const write = (key: string, value: string | null) => {
      if (this.isClosed || items.getItem(key) === value) return;
      if (value === null) items.removeItem(key);
      else items.setItem(key, value);
      this.browser.tell(this, key, value);
    };
    return {
      get length() {
        return items.length;
      },
      key: items.key,
      getItem: items.getItem,
      setItem: (key: string, value: string) => write(key, value),
      removeItem: (key: string) => write(key, null),
    };
  }

  private navigator() {
    const { browser } = this;
    return {
      languages: ["en"],
      get onLine() {
        return browser.isOnline;
      },
      locks: browser.locks.of(this),
    };
  }

  private setTimer(run: () => void, pause: number): number {
    this.lastTimer += 1;
    this.timers.set(this.lastTimer, { run, at: pause });
    return this.lastTimer;
  }

  private ask(input: string | URL, init: RequestInit): Promise<Response> {
    if (input === "config.json") return Promise.resolve(Response.json(CONFIG));
    const url = new URL(input);
    if (url.href === CONFIG.cognitoUrl)
      return Promise.resolve(Response.json({ AuthenticationResult: tokensOf("ada") }));
    if (!this.browser.isOnline) return brokenConnection();
    const { promise, resolve } = Promise.withResolvers<Response>();
    this.browser.asked.push({ tab: this, url, init, answer: (answer) => resolve(answer) });
    return promise;
  }

  /** The pauses that the page has begun. */
  get pauses(): ReadonlySet<number> {
    return new Set(this.timers.keys());
  }

  /** Lets pauses end that the page makes: all of them, or those that had begun. */
  pass(begun = this.pauses): void {
    const due = [...this.timers].filter(([id]) => begun.has(id)).sort(([, a], [, b]) => a.at - b.at);
    for (const [id, { run }] of due) if (this.timers.delete(id) && !this.isClosed) run();
  }

  /** Hears of what another tab did to an item. */
  hear(key: string, newValue: string | null): void {
    if (!this.isClosed) this.window.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
  }

  close(): void {
    this.isClosed = true;
    this.timers.clear();
    this.browser.locks.release(this);
  }
}

/** A browser whose tabs share its storage, its locks and its connection. What happens next in it, the test decides. */
export class SharedBrowser {
  readonly items = new MemoryStorage();
  readonly locks = new TabLocks();
  readonly device = new DeviceStorage(["expenses"]);
  isOnline = true;
  asked: Asked[] = [];
  tabs: Tab[] = [];
  private told: { tab: Tab; key: string; value: string | null }[] = [];

  constructor(private readonly server: Server) {}

  /** Opens a tab at a month. */
  async open(month: string) {
    const tab = new Tab(this);
    this.tabs.push(tab);
    tab.page.resumeSession();
    if (this.items.getItem("session") === null) tab.page.startSession(tokensOf("ada"));
    const list = await tab.page.start(month);
    await settled();
    return { tab, list };
  }

  /** Ends a tab. Its requests may arrive nevertheless. */
  close(tab: Tab, arrives: boolean): void {
    tab.close();
    this.tabs = this.tabs.filter((one) => one !== tab);
    const mine = this.asked.filter((one) => one.tab === tab);
    this.asked = this.asked.filter((one) => one.tab !== tab);
    if (arrives) for (const { url, init } of mine) void this.server(url, init);
  }

  tell(from: Tab, key: string, value: string | null): void {
    for (const tab of this.tabs) if (tab !== from) this.told.push({ tab, key, value });
  }

  /** Lets the tabs hear of what the others did to storage until now. */
  async hear(): Promise<void> {
    for (const { tab, key, value } of this.told.splice(0)) tab.hear(key, value);
    await settled();
  }

  /** Lets a request arrive, its answer arrive, or its connection break. */
  async move(at: number, how: "arrives" | "answered" | "breaks"): Promise<void> {
    const place = at % Math.max(this.asked.length, 1);
    const one = this.asked[place];
    if (!one) return;
    if (how !== "breaks") one.made ??= await this.server(one.url, one.init);
    if (how === "arrives") return;
    this.asked.splice(place, 1);
    one.answer(how === "breaks" || !one.made ? brokenConnection() : Promise.resolve(one.made));
    await settled();
  }

  /** Breaks all connections, or brings the network back. */
  async switchNetwork(isOnline: boolean): Promise<void> {
    this.isOnline = isOnline;
    while (!isOnline && this.asked.length > 0) await this.move(0, "breaks");
  }

  /** Answers until nothing is asked any more. */
  async answerAll(): Promise<void> {
    while (this.asked.length > 0) await this.move(0, "answered");
  }
}
