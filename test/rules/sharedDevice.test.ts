import { mock } from "node:test";
import { expect } from "chai";
import { formerSealedKey, isSealed, sealedKey } from "../../site/data/offline/sealedKey";
import { seal, unseal } from "../../site/data/offline/sealUnsent";
import { outbox } from "../../site/data/outbox/outbox";
import { newKey } from "../../site/data/outbox/outboxEdits";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { rememberLedger, resumeLedger, shared } from "../../site/lib/ledger/openLedger";
import { tokensOf, usePage } from "./page";

const HOME = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home", role: "editor" } as const;

describe("Unsent entries of a ledger on a device that two of its members share", () => {
  const page = usePage();
  const keys: Record<string, string> = { ada: "00".repeat(32), bob: "11".repeat(32) };

  /** Signs in on the device and opens the ledger. */
  async function enter(name: "ada" | "bob"): Promise<void> {
    await leave();
    page.serve(() => Response.json({ key: keys[name] }));
    startSession(tokensOf(name));
    startSession(tokensOf(name)); // After the reload that follows another user's sign-in.
    rememberLedger(HOME);
    resumeLedger();
  }
  async function leave(): Promise<void> {
    page.serve(() => Response.json({}));
    outbox.value = [];
    shared.value = undefined;
    await signOut();
  }
  const enterExpense = (description: string) => {
    const draft = { description, amount: "2", currency: "USD", category: "Food", date: "2026-11-26" };
    outbox.value = [{ key: newKey(), draft, order: 1, state: "waiting" }];
  };
  const unsent = () => outbox.value.map(({ draft }) => draft.description);
  beforeEach(() => {
    mock.method(console, "warn", () => undefined);
  });
  afterEach(async () => {
    mock.restoreAll();
    await leave();
  });

  it("wait for whoever sealed them, also while the other one comes and seals some", async () => {
    for (const name of ["ada", "bob"] as const) {
      await enter(name);
      await unseal(HOME.id);
      expect(unsent()).to.deep.equal([]);
      enterExpense(`of ${name}`);
      expect([await seal(HOME.id), unsent()]).to.deep.equal([true, []]);
    }
    for (const name of ["ada", "bob"] as const) {
      await enter(name);
      await unseal(HOME.id);
      expect([unsent(), isSealed(HOME.id)]).to.deep.equal([[`of ${name}`], false]);
    }
  });

  it("wait also where the release before left them, in one place for all members", async () => {
    await enter("ada");
    enterExpense("of ada");
    await seal(HOME.id);
    const sealed = page.localStorage.getItem(sealedKey(HOME.id)) ?? "";
    page.localStorage.removeItem(sealedKey(HOME.id));
    page.localStorage.setItem(formerSealedKey(HOME.id), sealed);
    await enter("bob");
    await unseal(HOME.id);
    expect(unsent()).to.deep.equal([]);
    await enter("ada");
    await unseal(HOME.id);
    expect([unsent(), isSealed(HOME.id)]).to.deep.equal([["of ada"], false]);
  });
});
