import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openDocument } from "../../../local/engine/document";
import { Inbox } from "../../../local/engine/inbox";

describe("inbox", () => {
  let folder: string;
  const open = () =>
    new Inbox({ document: (name, initial) => openDocument(join(folder, `${name}.json`), initial) });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "inbox-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("keeps mails over a restart, the newest first, and finds those to an address in any case", async () => {
    const inbox = open();
    await inbox.deliver({
      to: "Ann@example.org",
      subject: "First",
      text: "1",
      at: "2026-11-23T09:00:00.000Z",
    });
    await inbox.deliver({ to: "bob@example.org", subject: "Second", text: "2" });
    const subjects = (to?: string) =>
      open()
        .mails(to)
        .map(({ subject }) => subject);
    expect(subjects()).to.deep.equal(["Second", "First"]);
    expect(subjects("ann@EXAMPLE.org")).to.deep.equal(["First"]);
    const [second, first] = open().mails();
    expect(first?.at).to.equal("2026-11-23T09:00:00.000Z");
    expect(Date.parse(second?.at ?? "")).to.be.closeTo(Date.now(), 60_000);
    expect(second?.id).to.match(/^[\da-f-]{36}$/);
  });

  it("drops the oldest beyond five hundred", async () => {
    const inbox = open();
    for (let number = 0; number <= 500; number++) {
      // Saved in order; the last one being saved means that all are.
      const saved = inbox.deliver({ to: "a@example.org", subject: String(number), text: "" });
      if (number === 500) await saved;
    }
    const kept = open().mails();
    expect([kept.length, kept[0]?.subject, kept.at(-1)?.subject]).to.deep.equal([500, "500", "1"]);
  });
});
