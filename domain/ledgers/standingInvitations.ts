import { ApiError } from "../http/apiError";
import type { AccessReader } from "./accessReader";
import type { LedgerRepository } from "./ledgerRepository";
import { openInvitations } from "./memberRules";
import type { Ledger, LedgerInvitations } from "./model";
import { isEnded } from "./principal";

/**
 * The invitations that still admit somebody. One is worth no more than a session that its owner began when they created it: it
 * ends with their account, when they are disabled, and when their sessions are ended.
 */
export class StandingInvitations {
  constructor(
    private readonly ledgers: Pick<LedgerRepository, "readAll">,
    private readonly access: Pick<AccessReader, "records">,
  ) {}

  /** Returns those of a ledger, by ID. */
  async of(ledger: Ledger, now: Date): Promise<LedgerInvitations> {
    return this.standing(openInvitations(ledger, now));
  }

  /**
   * Returns the ledger of an invitation.
   * @param hash Of its secret.
   * @throws ApiError 404 if there is no such ledger, or the invitation has ended.
   */
  async ledgerOf(ledgerId: string, hash: string, now: Date): Promise<Ledger> {
    const [found] = await this.ledgers.readAll([ledgerId]);
    if (found === undefined || !found.exists) throw new ApiError("invitation.notFound");
    const invitation = Object.entries(openInvitations(found, now)).find(([, one]) => one.hash === hash);
    if (invitation === undefined) return found;
    const standing = await this.standing(Object.fromEntries([invitation]));
    if (!Object.hasOwn(standing, invitation[0])) throw new ApiError("invitation.notFound");
    return found;
  }

  private async standing(invitations: LedgerInvitations): Promise<LedgerInvitations> {
    const entries = Object.entries(invitations);
    const records = await this.access.records(entries.map(([, { by }]) => by));
    return Object.fromEntries(entries.filter(([, one]) => !isEnded(one, records.get(one.by) ?? {})));
  }
}
