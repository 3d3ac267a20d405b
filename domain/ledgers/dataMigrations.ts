import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { AccessReader } from "./accessReader";
import { isSharedLedgerId } from "./ledgerIds";
import { FORMER_SETTINGS, PROFILE } from "./ledgerKeys";
import { LedgerRepository } from "./ledgerRepository";
import { ledgerPart, userPart } from "./settingsParts";
import { UserSettingsRepository } from "./userSettings";

// Changes to what the `Ledgers` table holds, applied once. To change the stored shape, append a migration with the next
// number, which is also `STORED_DATA_VERSION`, and leave the old ones unchanged. A migration must tolerate being run
// twice, and while requests change the same items: it reads an item again before writing, and writes on the condition
// that nobody else did. Functions read both the old and the new shape. A migration follows the deployment of its
// release; what a function of the previous release or a restore of an older backup writes later keeps its shape until
// it is next saved.

/** A migration of the items of one kind. */
export interface ItemMigration {
  version: number;
  title: string;
  /** Sort key of the items that it examines. */
  kind: string;
  /** Migrates the item of a ledger, if necessary. */
  migrate(ledgerId: string, now: Date): Promise<void>;
}

/** The actor of acts on ledgers that no user performed. */
const NOBODY = "system";

/** The migrations of a table, in order. */
export function dataMigrations(db: DynamoDBDocumentClient, table: string): readonly ItemMigration[] {
  const ledgers = new LedgerRepository(db, table);
  const users = new UserSettingsRepository(db, table);
  const access = new AccessReader(db, table);
  return [
    {
      version: 1,
      title: "Move settings from an item of their own into the profile of the ledger",
      kind: FORMER_SETTINGS,
      async migrate(ledgerId, now) {
        const { ledger, record } = await access.read(ledgerId, ledgerId);
        // The item stays for requests that have already read the profile. It is erased with its ledger.
        if (!ledger.exists && record.closed === undefined) await ledgers.make(ledger, now);
      },
    },
    {
      version: 2,
      title: "Move theme and language of a user out of their ledger into settings of their own",
      kind: PROFILE,
      async migrate(ledgerId, now) {
        for (;;) {
          const { ledger, record } = await access.read(ledgerId, ledgerId);
          const mine = userPart(ledger.settings);
          if (Object.keys(mine).length === 0 || record.closed !== undefined) return;
          // First, so that they are never missing. Settings that the user has saved since are newer.
          if (!isSharedLedgerId(ledgerId)) await users.replace(ledgerId, 0, mine);
          const settings = ledgerPart(ledger.settings);
          if ((await ledgers.replace(ledger, { settings }, NOBODY, now)) !== undefined) return;
        }
      },
    },
  ];
}
