import { documentClient } from "../aws/clients";
import type { Answer } from "../http/answers";
import { versionConflict } from "../http/etag";
import { LedgerRepository } from "./ledgerRepository";
import type { Principal } from "./principal";
import type { Settings } from "./settings";
import { combinedSettingsAnswer } from "./settingsAnswer";
import { isSameSettings, ledgerPart, userPart, withLedgerPart } from "./settingsParts";
import { type StoredUserSettings, UserSettingsRepository } from "./userSettings";

type Owner = Pick<Principal, "ledger" | "user">;

/** Stands for the user's settings in a shared ledger, where older pages neither show nor change them. */
const NONE: StoredUserSettings = { settings: {}, version: 0 };

/**
 * The settings of a ledger and of its user in one, as in the previous release. Both versions are conditions of the
 * write, one after the other: if the second is stale, the page applies its change to the newer settings again.
 */
class CombinedSettings {
  constructor(
    private readonly ledgers: Pick<LedgerRepository, "make" | "replace">,
    private readonly users: UserSettingsRepository,
  ) {}

  async read(owner: Owner): Promise<Answer> {
    return combinedSettingsAnswer(owner.ledger, await this.ofUser(owner));
  }

  /** @throws ApiError 412 if `version` is not the stored one. */
  async replace(owner: Owner, version: number | undefined, wanted: Settings, now: Date): Promise<Answer> {
    const { ledger, user } = owner;
    const stored = await this.ofUser(owner);
    if (version !== ledger.version + stored.version) throw versionConflict();
    const savedLedger = await this.replaceLedger(owner, wanted, now);
    const mine = userPart(wanted);
    if (stored === NONE || isSameSettings(stored.settings, mine)) {
      return combinedSettingsAnswer(savedLedger, stored);
    }
    if (!savedLedger.exists) await this.ledgers.make(ledger, now);
    const saved = await this.users.replace(user.id, stored.version, mine);
    if (saved === undefined) throw versionConflict();
    return combinedSettingsAnswer(savedLedger, saved);
  }

  private async replaceLedger({ ledger, user }: Owner, wanted: Settings, now: Date) {
    const settings = withLedgerPart(ledger.settings, ledgerPart(wanted));
    if (isSameSettings(ledger.settings, settings)) return ledger;
    const saved = await this.ledgers.replace(ledger, { settings }, user.id, now);
    if (saved === undefined) throw versionConflict();
    return saved;
  }

  private async ofUser({ ledger, user }: Owner): Promise<StoredUserSettings> {
    return ledger.id === user.id ? this.users.read(ledger) : NONE;
  }
}

/** The settings of a deployment. */
export function combinedSettingsOf({ ledgers }: { ledgers: string }): CombinedSettings {
  const db = documentClient();
  return new CombinedSettings(new LedgerRepository(db, ledgers), new UserSettingsRepository(db, ledgers));
}
