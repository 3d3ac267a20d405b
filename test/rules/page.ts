import { loadConfig } from "../../site/lib/config/deployedConfig";

/** Answers a request of the page. */
export type Server = (url: URL, init: RequestInit) => Response | Promise<Response>;

/** In-memory subset of a browser's storage. */
export class MemoryStorage {
  private readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key = (index: number) => [...this.items.keys()][index] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
  clear = () => this.items.clear();
}

export const CONFIG = {
  apiUrl: "https://api.example.com",
  cognitoUrl: "https://cognito.example.com/",
  userPoolClientId: "client",
  currency: "USD",
  timezone: "UTC",
  alertThresholds: { USD: "500.00" },
  alertThreshold: "500.00",
  databaseBackupDays: 7,
};

/** The globals that the page's modules find in a browser. */
export interface PageGlobals {
  localStorage: MemoryStorage;
  sessionStorage: MemoryStorage;
  /** Times that the page was loaded again. */
  reloads: number;
  /** The address that the page gave itself last. */
  href: string;
  /** Gets the listeners that the page adds to its window. */
  window: EventTarget;
  /** Answers the page's requests to the API and to Cognito. */
  serve(server: Server): void;
}

/** Gives a suite the parts of a browser that the page's modules need, and takes them away after it. */
export function usePage(): PageGlobals {
  let serve: Server = () => Response.error();
  const page: PageGlobals = {
    localStorage: new MemoryStorage(),
    sessionStorage: new MemoryStorage(),
    reloads: 0,
    href: "",
    window: new EventTarget(),
    serve: (server) => {
      serve = server;
    },
  };
  const globals = {
    localStorage: page.localStorage,
    sessionStorage: page.sessionStorage,
    history: {
      replaceState: (_state: unknown, _title: string, href: string) => (page.href = href),
      pushState: () => undefined,
    },
    addEventListener: page.window.addEventListener.bind(page.window),
    removeEventListener: page.window.removeEventListener.bind(page.window),
    location: { assign: () => undefined, reload: () => (page.reloads += 1) },
    fetch: async (input: string | URL, init: RequestInit = {}) =>
      input === "config.json" ? Response.json(CONFIG) : serve(new URL(input, "https://example.com/"), init),
  };
  const replaced = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  before(async () => {
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { configurable: true, value });
    }
    await loadConfig();
  });
  afterEach(() => {
    page.localStorage.clear();
    page.sessionStorage.clear();
  });
  after(() => {
    for (const [name, descriptor] of replaced) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  });
  return page;
}

/** Tokens as Cognito answers them at a sign-in. */
export function tokensOf(sub: string) {
  const payload = Buffer.from(JSON.stringify({ sub, email: `${sub}@example.com` })).toString("base64url");
  return {
    IdToken: `header.${payload}.signature`,
    AccessToken: "access",
    RefreshToken: sub,
    ExpiresIn: 3600,
  };
}

/** A refusal as Cognito and AWS's other JSON services answer it. */
export const awsRefusal = (type: string, status = 400) =>
  Response.json({ __type: type, message: "English of AWS." }, { status });
