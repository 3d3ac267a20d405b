import * as z from "zod";
import { ApiError } from "../http/apiError";
import { addressId } from "../quotas/addressId";
import type { LedgerRepository } from "./ledgerRepository";
import { openInvitation, openInvitations, type ProfileChanges } from "./memberRules";
import type { Ledger, LedgerInvitation } from "./model";

// An invitation lets one newcomer sign up, but an address may be mistyped, and the email may never arrive. So another
// address takes the place of the one before; the user of that is deleted, unless they have signed in.

/** An invitation that somebody signs up with. */
export const invitationPlace = z.strictObject({ ledgerId: z.string().min(1), id: z.string().min(1) });
export type InvitationPlace = z.infer<typeof invitationPlace>;

/**
 * Records the address that an invitation lets sign up, in place of the one before.
 * @returns undefined if it is already recorded.
 * @throws ApiError 404 unless the invitation admits somebody now.
 */
export function withNewcomer(
  ledger: Ledger,
  address: string,
  secretHash: string,
  now: Date,
): ProfileChanges | undefined {
  const { id, ...invitation } = openInvitation(ledger, secretHash, now);
  if (invitation.admits === address) return undefined;
  return withInvitationChanged(ledger, id, { ...invitation, admits: address });
}

const withInvitationChanged = (ledger: Ledger, id: string, invitation: LedgerInvitation): ProfileChanges => ({
  invitations: { ...ledger.invitations, [id]: invitation },
});

/** The users whom invitations let sign up. */
export class Newcomers {
  constructor(private readonly ledgers: Pick<LedgerRepository, "readAll" | "change">) {}

  /**
   * Returns the user whom an invitation has let sign up, if any: this address's or one before.
   * @throws ApiError 404 if the invitation does not let this address sign up any more.
   */
  async userOf({ ledgerId, id }: InvitationPlace, email: string, now: Date): Promise<string | undefined> {
    const [ledger] = await this.ledgers.readAll([ledgerId]);
    return ledger && admitting(ledger, id, email, now).newcomer;
  }

  /**
   * Records the user whom an invitation has let sign up.
   * @param name The user name in Cognito.
   * @throws ApiError 404 if it does not let this address sign up any more.
   */
  async note({ ledgerId, id }: InvitationPlace, email: string, name: string, now: Date): Promise<void> {
    const rule = (ledger: Ledger) => {
      const invitation = admitting(ledger, id, email, now);
      if (invitation.newcomer === name) return undefined;
      return withInvitationChanged(ledger, id, { ...invitation, newcomer: name });
    };
    // It is nobody's act.
    await this.ledgers.change(ledgerId, rule, name, now);
  }
}

function admitting(ledger: Ledger, id: string, email: string, now: Date): LedgerInvitation {
  const open = openInvitations(ledger, now);
  const invitation = Object.hasOwn(open, id) ? open[id] : undefined;
  if (invitation?.admits !== addressId(email)) throw new ApiError("invitation.notFound");
  return invitation;
}
