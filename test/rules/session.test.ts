import { expect } from "chai";
import { signOut, startSession, user } from "../../site/lib/session";

/** In-memory subset of a browser's storage that the session uses. */
class MemoryStorage {
  private readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

function tokensOf(sub: string) {
  const payload = Buffer.from(JSON.stringify({ sub, email: `${sub}@example.com` })).toString("base64url");
  return {
    IdToken: `header.${payload}.signature`,
    AccessToken: "access",
    RefreshToken: sub,
    ExpiresIn: 3600,
  };
}

describe("The page's session", () => {
  let reloads = 0;
  const globals = {
    localStorage: new MemoryStorage(),
    sessionStorage: new MemoryStorage(),
    location: { reload: () => (reloads += 1) },
  };
  const replaced = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );

  before(() => {
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { configurable: true, value });
    }
  });

  after(() => {
    for (const [name, descriptor] of replaced) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  });

  it("continues in the same page for the same user, and reloads for another, because memory may contain the first user's data", async () => {
    startSession(tokensOf("ada"));
    await signOut();
    startSession(tokensOf("ada"));
    expect(user.value).to.deep.equal({ id: "ada", email: "ada@example.com" });
    expect(reloads).to.equal(0);

    await signOut();
    expect(user.value).to.equal(undefined);
    startSession(tokensOf("bob"));
    expect(reloads).to.equal(1);
    expect(user.value).to.equal(undefined);
    expect(globals.localStorage.getItem("session")).to.include('"id":"bob"');
  });
});
