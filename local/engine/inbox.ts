import { randomUUID } from "node:crypto";
import type { CloudContext, JsonDocument, Mail } from "./service";

export interface StoredMail extends Mail {
  id: string;
  /** The time it was sent, UTC, ISO 8601. */
  at: string;
}

/** Maximum number of emails kept; the oldest are deleted first. */
const KEPT = 500;

/** All emails that the local cloud sends. None leave this machine. */
export class Inbox {
  private readonly document: JsonDocument<{ mails: StoredMail[] }>;

  constructor(context: Pick<CloudContext, "document">) {
    this.document = context.document<{ mails: StoredMail[] }>("inbox", { mails: [] });
  }

  async deliver(mail: Mail): Promise<void> {
    await this.document.update((inbox) => {
      inbox.mails.unshift({ at: new Date().toISOString(), ...mail, id: randomUUID() });
      inbox.mails.length = Math.min(inbox.mails.length, KEPT);
    });
  }

  /** The newest first; only those to one address if it is given, in any case. */
  mails(to?: string): readonly StoredMail[] {
    const { mails } = this.document.value;
    return to === undefined ? mails : mails.filter((mail) => mail.to.toLowerCase() === to.toLowerCase());
  }
}
