import { mock } from "node:test";
import { queuedReceipts } from "../../site/data/receipts/queuedReceipts";
import { startReceipts } from "../../site/data/receipts/receiptQueue";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { png } from "../helpers/receipts";
import { FakeReceipts } from "./fakeReceipts";
import { settled } from "./openPage";
import { tokensOf, usePage } from "./page";

export const pdf = (name: string, content = name) => new File([`%PDF-1.7\n${content}\n%%EOF`], name);

export const photo = (name: string) => new File([new Uint8Array(png())], name);

/** Makes Node.js decode and draw pictures, as a browser does, until the test ends. @returns what was drawn, and the canvas. */
export function serveCanvas() {
  const drawn: object[] = [];
  const context = { fillRect: () => undefined, drawImage: (picture: object) => drawn.push(picture) };
  const canvas = {
    getContext: () => context,
    toBlob: (take: (blob: Blob) => void, type: string) => take(new Blob(["a picture"], { type })),
  };
  const bitmap = { width: 4_000, height: 2_000, close: () => undefined };
  Object.assign(globalThis, { createImageBitmap: async () => bitmap });
  Object.assign(document, { createElement: () => canvas });
  return { bitmap, canvas, drawn };
}

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
    for (const name of ["XMLHttpRequest", "document", "createImageBitmap"])
      Reflect.deleteProperty(globalThis, name);
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
