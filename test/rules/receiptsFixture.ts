import { mock } from "node:test";
import { queuedReceipts } from "../../site/data/receipts/queuedReceipts";
import { startReceipts } from "../../site/data/receipts/receiptQueue";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { FakeReceipts } from "./fakeReceipts";
import { settled } from "./openPage";
import { tokensOf, usePage } from "./page";

export const pdf = (name: string, content = name) => new File([`%PDF-1.7\n${content}\n%%EOF`], name);

export const queue = () => queuedReceipts.value.map(({ fileName, state }) => `${fileName}: ${state}`);

/** Gives the tests of a `describe` a page that sends receipts to an API in memory. */
export function useReceipts() {
  const page = usePage();
  let server: FakeReceipts;
  let stop: () => void;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    // Node has no IndexedDB: the page says so, and sends from memory.
    mock.method(console, "warn", () => undefined);
    server = new FakeReceipts();
    page.serve(server.serve);
    Object.assign(globalThis, { XMLHttpRequest: server.request(), document: { querySelector: () => null } });
    startSession(tokensOf("ada"));
    stop = startReceipts();
  });
  afterEach(async () => {
    await settled();
    stop();
    queuedReceipts.value = [];
    await signOut();
    await settled();
    // Polling ends with the session, at its next turn.
    mock.timers.tick(20_000);
    await settled();
    for (const name of ["XMLHttpRequest", "document"]) Reflect.deleteProperty(globalThis, name);
    mock.restoreAll();
    mock.timers.reset();
  });

  /** Opens another page in place of this one. */
  async function reopen(): Promise<void> {
    stop();
    queuedReceipts.value = [];
    stop = startReceipts();
    await settled();
  }

  return {
    page,
    reopen,
    get server() {
      return server;
    },
  };
}
