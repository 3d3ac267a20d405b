import { expect } from "chai";
import type { Settings } from "../../domain/ledgers/settings";
import { changeSettings, followSettings, sendSettings } from "../../site/data/settingsSync";
import { countUnsent, forgetUnsent } from "../../site/data/unsent";
import { inWords } from "../../site/i18n";
import { online } from "../../site/lib/reach";
import { expired, user } from "../../site/lib/session";
import { keepSettings, settings } from "../../site/lib/settings";
import { signOut, startSession } from "../../site/lib/signInAndOut";
import { toast } from "../../site/lib/toasts";
import { problem } from "../helpers/problem";
import { type Server, tokensOf, usePage } from "./page";

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const broken: Server = () => Promise.reject(new TypeError("Failed to fetch"));
const set = (values: Settings) => changeSettings((before) => ({ ...before, ...values }));

describe("The page's settings", () => {
  const page = usePage();
  let stored: Settings;
  let version: number;
  let saves: number;

  /** Answers as the API does, which refuses a time zone that it does not know. */
  const serve: Server = (_url, { method, body }) => {
    if (method === "PUT") {
      saves += 1;
      const wanted = JSON.parse(String(body));
      if (wanted.timezone === "Moon/Tranquility") {
        return Response.json(problem("timezone.invalid", { field: "timezone" }), { status: 400 });
      }
      stored = wanted;
      version += 1;
    }
    return Response.json(stored, { headers: { ETag: `"${version}"` } });
  };

  let stop: () => void;
  before(() => {
    stop = followSettings();
  });
  after(() => stop());
  beforeEach(() => {
    stored = { currency: "USD" };
    version = 1;
    saves = 0;
    page.serve(serve);
  });
  afterEach(async () => {
    await signOut();
    keepSettings({});
    toast.value = undefined;
    await settled();
  });

  /** Opens the page with what this browser kept. */
  async function open(server: Server): Promise<void> {
    page.serve(server);
    const tokens = tokensOf("ada");
    user.value = undefined;
    await settled();
    online.value = true; // The browser says so.
    startSession(tokens);
    await settled();
  }

  it("show a change at once, and keep changes of several starts without a network until all can be sent", async () => {
    await open(broken);
    set({ timezone: "Asia/Tokyo" });
    expect(settings.value.timezone).to.equal("Asia/Tokyo");
    await open(broken);
    set({ currency: "EUR" });
    set({ timezone: "Europe/Berlin" });
    expect(settings.value).to.include({ timezone: "Europe/Berlin", currency: "EUR" });
    expect(countUnsent()).to.equal(2);
    await open(serve);
    expect(stored).to.include({ timezone: "Europe/Berlin", currency: "EUR" });
    expect(countUnsent()).to.equal(0);
  });

  it("keep a setting that was removed without a network removed", async () => {
    stored = { currency: "USD", categories: [{ name: "Food", colour: "#c8626d", sign: "food" }] };
    await open(serve);
    await open(broken);
    changeSettings(({ categories: _, ...others }) => others);
    await open(serve);
    expect(stored).not.to.have.property("categories");
  });

  it("count as unsent, and stay so while their user is signed out, unless they are thrown away", async () => {
    await open(serve);
    page.serve(broken);
    set({ currency: "EUR" });
    await settled();
    expect(countUnsent()).to.equal(1);
    await open(serve);
    expect([stored.currency, countUnsent()]).to.deep.equal(["EUR", 0]);
    page.serve(broken);
    set({ currency: "JPY" });
    await settled();
    forgetUnsent();
    await open(serve);
    expect([stored.currency, countUnsent()]).to.deep.equal(["EUR", 0]);
  });

  const said = () => toast.value && inWords(toast.value.text);

  for (const start of ["in one page", "after a start"] as const) {
    it(`lose the one change that is refused, and say why, and no other: ${start}`, async () => {
      await open(serve);
      page.serve(broken);
      set({ currency: "EUR" });
      set({ timezone: "Moon/Tranquility" });
      set({ categories: [] });
      await settled();
      toast.value = undefined;
      if (start === "after a start") await open(serve);
      page.serve(serve);
      await sendSettings();
      await settled();
      expect(stored).to.deep.equal({ currency: "EUR", categories: [] });
      expect(said()).to.equal(problem("timezone.invalid").message);
      expect([countUnsent(), expired.value]).to.deep.equal([0, false]);
      expect(saves).to.be.at.most(5);
    });
  }
});
