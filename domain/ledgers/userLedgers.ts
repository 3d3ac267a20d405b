import { ApiError } from "../http/apiError";
import { MAX_LEDGERS } from "../values/limits";
import type { LedgerHints } from "./ledgerHints";
import type { LedgerRepository } from "./ledgerRepository";
import type { Ledger } from "./model";

/** Time after which a request that was about to give a user a ledger has ended: the longest that API Gateway waits. */
const PENDING_MS = 30_000;

/** The ledgers that users have besides their own. */
export class UserLedgers {
  constructor(
    private readonly ledgers: LedgerRepository,
    private readonly hints: LedgerHints,
  ) {}

  /** Returns the ledgers that a user is a member of, and deleted ones that they can restore. */
  async of(userId: string, now: Date): Promise<Ledger[]> {
    return this.found(userId, await this.hints.of(userId), now);
  }

  private async found(userId: string, ids: readonly string[], now: Date): Promise<Ledger[]> {
    const ledgers = await this.ledgers.readAll(ids);
    return ledgers.filter(({ members = {}, erasesAt }) => {
      const role = Object.hasOwn(members, userId) ? members[userId]?.role : undefined;
      return erasesAt === undefined ? role !== undefined : role === "owner" && erasesAt > now.toISOString();
    });
  }

  /**
   * Notes that a user is about to become a member of a ledger.
   * @param own The user's own ledger. It gets its profile, by which the daily job finds users who are gone.
   * @throws ApiError 409 if the user has reached the maximum number of ledgers.
   */
  async enter(own: Ledger, ledgerId: string, now: Date): Promise<void> {
    if (!own.exists) await this.ledgers.make(own, now);
    await this.claimRoom(own.id, ledgerId, now);
  }

  /**
   * Notes that a user is about to get a ledger. The hint is written before the ledgers are counted, and the hints of
   * requests that are under way count, so that requests at once cannot all find the last free place.
   * @throws ApiError 409 if the user has reached the maximum number of ledgers.
   */
  async claimRoom(userId: string, ledgerId: string, now: Date): Promise<void> {
    await this.hints.add(userId, ledgerId, now);
    const hints = await this.hints.all(userId);
    const found = await this.found(
      userId,
      hints.map((hint) => hint.ledgerId),
      now,
    );
    const open = new Set(found.filter(({ erasesAt }) => erasesAt === undefined).map(({ id }) => id));
    const begun = new Date(now.getTime() - PENDING_MS).toISOString();
    const others = hints.filter(
      (hint) => hint.ledgerId !== ledgerId && (open.has(hint.ledgerId) || hint.at > begun),
    );
    if (others.length < MAX_LEDGERS) return;
    // That of a deleted ledger stays: the user finds it by the hint.
    if (!found.some(({ id }) => id === ledgerId)) await this.hints.remove(userId, ledgerId, now);
    throw new ApiError("ledger.tooMany", { values: { max: MAX_LEDGERS } });
  }
}
