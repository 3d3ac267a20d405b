import { ulid } from "ulid";
import { documentClient } from "../aws/clients";
import { ApiError } from "../http/apiError";
import { addressId } from "../quotas/addressId";
import type { QuotaLimits } from "../quotas/quotaKinds";
import { Quotas } from "../quotas/quotas";
import { absentMembers } from "./absentMembers";
import { AccessReader } from "./accessReader";
import { CalendarFeeds } from "./calendarFeeds";
import { creation } from "./ledgerActs";
import { LedgerHints } from "./ledgerHints";
import { LedgerRepository } from "./ledgerRepository";
import { hashOfSecret, newSecret } from "./linkSecret";
import * as rules from "./memberRules";
import type { Ledger, LedgerInvitations } from "./model";
import { type InvitationPlace, withNewcomer } from "./newcomers";
import { type Principal, requireRoleIn, type User } from "./principal";
import type { LedgerRole } from "./roles";
import { StandingInvitations } from "./standingInvitations";
import { UserLedgers } from "./userLedgers";

/** A user whose request is in their own ledger. */
type InOwnLedger = Pick<Principal, "user" | "ledger">;

/** Actions of users on ledgers that have members. `memberRules.ts` defines what is allowed. */
export class SharedLedgers {
  private readonly lists: UserLedgers;
  private readonly standing: StandingInvitations;

  constructor(
    private readonly ledgers: LedgerRepository,
    private readonly hints: LedgerHints,
    private readonly feeds: Pick<CalendarFeeds, "revoke">,
    private readonly access: Pick<AccessReader, "records" | "shutOut">,
  ) {
    this.lists = new UserLedgers(ledgers, hints);
    this.standing = new StandingInvitations(ledgers, access);
  }

  /**
   * Returns the ledgers of a user besides their own: those they are a member of, and deleted ones that they can
   * restore.
   */
  async of(userId: string, now: Date): Promise<Ledger[]> {
    return this.lists.of(userId, now);
  }

  /** @throws ApiError 409 if the user has reached the maximum number of ledgers, 429 if they create too many. */
  async create(
    { user, ledger: own }: InOwnLedger,
    { name, colour }: { name: string; colour?: string },
    quotas: Quotas,
    now: Date,
  ): Promise<Ledger> {
    const id = ulid(now.getTime());
    return quotas.spend("ledgers", { userId: user.id }, now, async () => {
      await this.lists.enter(own, id, now);
      const members = { [user.id]: { role: "owner", since: now.toISOString(), email: user.email } } as const;
      const lastAct = creation(user.id, now);
      return this.ledgers.create(id, { name, ...(colour && { colour }), members, lastAct }, now);
    });
  }

  /**
   * Changes the ledger of a request, if the user still has the required role when the change is written.
   * @throws ApiError as the rule does, 403 or 404 if the user has lost the role meanwhile.
   */
  async change(
    { ledger, user }: Principal,
    least: LedgerRole,
    rule: (ledger: Ledger) => rules.ProfileChanges | undefined,
    now: Date,
  ): Promise<Ledger> {
    const checked = (current: Ledger) => {
      requireRoleIn(current, user.id, least);
      return rule(current);
    };
    return this.ledgers.change(ledger.id, checked, user.id, now, ledger);
  }

  /** Gives a member another role. */
  async changeRole(principal: Principal, memberId: string, role: LedgerRole, now: Date): Promise<Ledger> {
    const absent = await absentMembers(this.access, principal.ledger, memberId, "owner");
    const rule = (ledger: Ledger) =>
      rules.withRole(ledger, memberId, role, role === "owner" ? undefined : absent);
    return this.change(principal, "owner", rule, now);
  }

  /** Removes a member, or the user themselves. */
  async remove(principal: Principal, memberId: string, now: Date): Promise<void> {
    const absent = await absentMembers(this.access, principal.ledger, memberId, "owner");
    const rule = (ledger: Ledger) => rules.withoutMember(ledger, memberId, principal.user.id, absent);
    await this.change(principal, "viewer", rule, now);
    await this.forget(memberId, principal.ledger.id, now);
  }

  /** Returns the invitations that admit somebody now, by ID. */
  async invitations(ledger: Ledger, now: Date): Promise<LedgerInvitations> {
    return this.standing.of(ledger, now);
  }

  /**
   * Creates an invitation, and removes those that have expired or ended.
   * @returns it with its secret, which cannot be read again.
   * @throws ApiError 409 if the ledger takes no invitation, 429 if the user creates too many.
   */
  async invite(principal: Principal, role: LedgerRole, quotas: Quotas, now: Date) {
    const id = ulid(now.getTime());
    const secret = newSecret();
    const invitation = { id, hash: hashOfSecret(secret), role, by: principal.user.id };
    const standing = await this.invitations(principal.ledger, now);
    const isOver = (one: string) =>
      Object.hasOwn(principal.ledger.invitations ?? {}, one) && !Object.hasOwn(standing, one);
    const rule = ({ invitations: all = {}, ...ledger }: Ledger) => {
      const others = Object.entries(all).filter(([one]) => !isOver(one));
      return rules.withInvitation({ ...ledger, invitations: Object.fromEntries(others) }, invitation, now);
    };
    // A refused request uses no quota and writes nothing.
    rule(principal.ledger);
    const { invitations } = await quotas.spend("invitations", { userId: principal.user.id }, now, () =>
      this.change(principal, "owner", rule, now),
    );
    return { id, secret, expiresAt: invitations?.[id]?.expiresAt ?? "", createdAt: now.toISOString(), role };
  }

  /**
   * Lets a newcomer sign up with the secret of an invitation, which stays open until they join.
   * @throws ApiError 404 if it admits nobody; 429 if its owner's invitations admit too many.
   */
  async admit(
    email: string,
    { ledgerId, secret }: { ledgerId: string; secret: string },
    quotas: Quotas,
    now: Date,
  ): Promise<InvitationPlace> {
    const hash = hashOfSecret(secret);
    const rule = (ledger: Ledger) => withNewcomer(ledger, addressId(email), hash, now);
    const found = await this.standing.ledgerOf(ledgerId, hash, now);
    const { id, by: userId } = rules.openInvitation(found, hash, now);
    if (rule(found) === undefined) return { ledgerId, id };
    // It only records whom the invitation lets sign up, which is nobody's act.
    await quotas.spend("newcomers", { userId }, now, () =>
      this.ledgers.change(ledgerId, rule, userId, now, found),
    );
    return { ledgerId, id };
  }

  /**
   * Finds the invitation that a user has the secret of, and its ledger.
   * @throws ApiError 404 if it admits nobody, 409 if the user is already a member.
   */
  async lookUp(user: User, ledgerId: string, secret: string, now: Date) {
    const hash = hashOfSecret(secret);
    const ledger = await this.standing.ledgerOf(ledgerId, hash, now);
    rules.joined(ledger, user, hash, now);
    return { ledger, invitation: rules.openInvitation(ledger, hash, now) };
  }

  /** Admits a user who has the secret of an invitation. */
  async join(
    { user, ledger: own }: InOwnLedger,
    ledgerId: string,
    secret: string,
    now: Date,
  ): Promise<Ledger> {
    const hash = hashOfSecret(secret);
    // Refuses before anything is written, so that guesses leave no trace.
    const found = await this.standing.ledgerOf(ledgerId, hash, now);
    rules.joined(found, user, hash, now);
    await this.lists.enter(own, ledgerId, now);
    // The answer to an earlier try of this write may have been lost.
    const isIn = ({ members = {} }: Ledger) => members[user.id]?.since === now.toISOString();
    const rule = (ledger: Ledger) => (isIn(ledger) ? undefined : rules.joined(ledger, user, hash, now));
    return this.ledgers.change(ledgerId, rule, user.id, now, found);
  }

  /**
   * Restores a deleted ledger.
   * @throws ApiError 404 if there is none that the user may restore, 409 if they have reached the maximum number of ledgers.
   */
  async restore(user: User, ledgerId: string, now: Date): Promise<Ledger> {
    const rule = (ledger: Ledger) => rules.undeleted(ledger, user.id, now);
    const [found] = await this.ledgers.readAll([ledgerId]);
    if (found !== undefined && rule(found) !== undefined) await this.lists.claimRoom(user.id, ledgerId, now);
    return this.ledgers.change(ledgerId, rule, user.id, now, found);
  }

  /**
   * Removes a user whose account is closed from every ledger.
   * @param mayJoin True while a request that was let in before may still make them a member: the hints stay, by which
   *   the next call finds that ledger.
   * @returns the number of ledgers that they were a member of.
   */
  async leaveAll(userId: string, { mayJoin }: { mayJoin: boolean }, now: Date): Promise<number> {
    const left = new Set<string>();
    for (const found of await this.ledgers.readAll(await this.hints.of(userId))) {
      const { id } = found;
      const absent = await absentMembers(this.access, found, userId, "viewer");
      const rule = (ledger: Ledger) => {
        const changes = rules.withoutFormerUser(ledger, userId, now, absent);
        if (changes !== undefined) left.add(id);
        return changes;
      };
      await this.ledgers.change(id, rule, userId, now, found);
      if (mayJoin) await this.feeds.revoke(id, userId, now);
      else await this.forget(userId, id, now);
    }
    return left.size;
  }

  /**
   * Gives all ledgers of a former user to another: those they are a member of, and their own, which becomes one with
   * members. Repeating it finishes what broke off.
   * @returns the IDs of the ledgers.
   */
  async handOn(userId: string, successor: rules.Person, now: Date): Promise<string[]> {
    const ids = await this.hints.of(userId);
    for (const id of ids) {
      await this.hints.add(successor.id, id, now);
      const rule = (ledger: Ledger) => rules.withSuccessor(ledger, userId, successor);
      await this.ledgers.change(id, rule, successor.id, now);
      await this.forget(userId, id, now);
    }
    const [own] = await this.ledgers.readAll([userId]);
    if (!own?.exists) return ids;
    // Nobody else could see or revoke it.
    await this.feeds.revoke(userId, userId, now);
    await this.hints.add(successor.id, userId, now);
    await this.ledgers.change(
      userId,
      (ledger) => rules.handedOn(ledger, successor, now),
      successor.id,
      now,
      own,
    );
    return [userId, ...ids];
  }

  /** Removes an erased ledger from the lists of its members. */
  async forgetMembers(ledgerId: string, now: Date): Promise<void> {
    const [ledger] = await this.ledgers.readAll([ledgerId]);
    for (const userId of Object.keys(ledger?.members ?? {})) await this.hints.remove(userId, ledgerId, now);
  }

  /**
   * Prevents closing an account that other members depend on.
   * @throws ApiError 409 that names a ledger which would be left without an owner.
   */
  async requireSuccessors(userId: string, now: Date): Promise<void> {
    for (const ledger of await this.of(userId, now)) {
      const absent = await absentMembers(this.access, ledger, userId, "owner");
      if (!rules.isLastOwner(ledger, userId, absent)) continue;
      throw new ApiError("ledger.needsOwner", { values: { name: ledger.name ?? ledger.id } });
    }
  }

  /** Deletes what names somebody who is no longer a member. The hint goes last: whoever repeats this finds the ledger by it. */
  private async forget(userId: string, ledgerId: string, now: Date): Promise<void> {
    await this.feeds.revoke(ledgerId, userId, now);
    await this.hints.remove(userId, ledgerId, now);
  }
}

/** The ledgers of a deployment. */
export function sharedLedgersOf({ ledgers }: { ledgers: string }): SharedLedgers {
  const db = documentClient();
  return new SharedLedgers(
    new LedgerRepository(db, ledgers),
    new LedgerHints(db, ledgers),
    new CalendarFeeds(db, ledgers),
    new AccessReader(db, ledgers),
  );
}

/** The quotas of a deployment. */
export function quotasOf({ ledgers, quotas }: { ledgers: string; quotas: QuotaLimits }): Quotas {
  return new Quotas(documentClient(), ledgers, quotas);
}
