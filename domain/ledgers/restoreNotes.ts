import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { epochSeconds } from "../values/day";
import { DAY_SECONDS } from "../values/duration";
import { TRASH_DAYS } from "../values/limits";
import type { FurtherItems } from "./accessReader";
import { RESTORED } from "./ledgerKeys";

// Restored expenses carry the time of their last change, so a follower of changes would not notice them. This item of
// the ledger tells those who saw its expenses before.

/** The notes in the `Ledgers` table. */
export class RestoreNotes {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * Notes that expenses of a ledger are restored from the backup, before they are. A watermark allows for a longer time
   * (`watermarkAt`) than it takes to write them. The note expires, since no follower continues from a watermark that
   * is older than the known changes.
   */
  async note(ledgerId: string, now: Date): Promise<void> {
    const expiresAt = epochSeconds(now) + TRASH_DAYS * DAY_SECONDS;
    const Item = { ledgerId, sk: RESTORED, at: now.toISOString(), expiresAt };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  /** Returns those of the given ledgers that have a note. */
  async noted(ledgerIds: readonly string[]): Promise<string[]> {
    const keys = ledgerIds.map((ledgerId) => ({ ledgerId, sk: RESTORED }));
    const found = await batchGet(this.db, this.table, keys, ["ledgerId"]);
    return found.map(({ ledgerId }) => String(ledgerId));
  }
}

/** The key of the note among the further items of a request. */
export const RESTORE_NOTE = { ledger: [RESTORED] } as const;

/** Returns when expenses of the ledger were last restored, UTC, from the further items of a request. */
export function restoredAtOf(items: FurtherItems): string | undefined {
  const at = items.get(RESTORED)?.at;
  return at === undefined ? undefined : String(at);
}
