import {
  FilterPolicyLimitExceededException,
  InvalidParameterException,
  NotFoundException,
  type SNSClient,
  SubscribeCommand,
  SubscriptionLimitExceededException,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { ApiError } from "../http/apiError";
import type { AlertSubscription } from "./alertSchemas";
import type { StoredSubscription, SubscriptionRepository } from "./subscriptionRepository";
import { subscriptionState } from "./subscriptionState";

/** The users' email subscriptions to the alerts of their own ledgers. SNS is the authority on the state of each. */
export class AlertSubscriptions {
  constructor(
    private readonly sns: SNSClient,
    private readonly topicArn: string,
    private readonly stored: SubscriptionRepository,
  ) {}

  /** Returns the state according to SNS: a subscription that was ended by the link in an email is off. */
  async state(ledgerId: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    if (stored === undefined) return { state: "off" };
    const state = stored.wanted ? await this.stateOf(stored.subscriptionArn) : "off";
    if (state === "off") return this.off(ledgerId);
    const { replaced, ...current } = stored;
    if (replaced !== undefined)
      await this.stored.save(ledgerId, withReplaced(current, await this.end(replaced)));
    return { state, email: stored.email };
  }

  /** Returns the known state, without cleaning up ended subscriptions. */
  async look(ledgerId: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    const state = stored?.wanted ? await this.stateOf(stored.subscriptionArn) : "off";
    return stored === undefined ? { state } : { state, email: stored.email };
  }

  /** Returns true if the address has confirmed a subscription that still exists: {@link on} then sends no email. */
  async isConfirmed(ledgerId: string, email: string): Promise<boolean> {
    const stored = await this.stored.get(ledgerId);
    return stored?.email === email && (await this.stateOf(stored.subscriptionArn)) === "on";
  }

  /**
   * Subscribes the user's address to the alerts of the ledger. SNS emails a confirmation, again if one is still
   * pending. The subscription of the user's former address ends.
   * @throws ApiError 409 if the topic has no room (SNS allows 200 filter policies per topic) or the address gets all
   *   alerts.
   */
  async on(ledgerId: string, email: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    const others = stored === undefined || stored.email === email ? [] : [stored.subscriptionArn];
    // First, to make room for the new one.
    const pending = await this.end([...others, ...(stored?.replaced ?? [])]);
    const subscriptionArn = await this.subscribe(ledgerId, email);
    await this.stored.save(ledgerId, withReplaced({ subscriptionArn, email, wanted: true }, pending));
    return { state: await this.stateOf(subscriptionArn), email };
  }

  /** Ends the subscription; one that is still pending ends when its state is next read. */
  async off(ledgerId: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    if (stored === undefined) return { state: "off" };
    const { subscriptionArn, replaced = [], email } = stored;
    const [first, ...others] = await this.end([subscriptionArn, ...replaced]);
    if (first === undefined) await this.stored.remove(ledgerId);
    else
      await this.stored.save(
        ledgerId,
        withReplaced({ subscriptionArn: first, email, wanted: false }, others),
      );
    return { state: "off" };
  }

  /**
   * Ends the subscription of a ledger that is erased.
   * @returns `pending` if SNS cannot delete it yet. Its item stays until SNS has deleted it, so that one that is
   *   confirmed meanwhile is found.
   */
  async erase(ledgerId: string): Promise<"none" | "pending" | "ended"> {
    if ((await this.stored.get(ledgerId)) === undefined) return "none";
    await this.off(ledgerId);
    return (await this.stored.get(ledgerId)) === undefined ? "ended" : "pending";
  }

  private async subscribe(ledgerId: string, email: string): Promise<string> {
    try {
      const { SubscriptionArn } = await this.sns.send(
        new SubscribeCommand({
          TopicArn: this.topicArn,
          Protocol: "email",
          Endpoint: email,
          ReturnSubscriptionArn: true,
          Attributes: { FilterPolicy: JSON.stringify({ ledgerId: [ledgerId] }) },
        }),
      );
      if (SubscriptionArn === undefined) throw new Error("SNS answered Subscribe without an ARN.");
      return SubscriptionArn;
    } catch (error) {
      if (
        error instanceof FilterPolicyLimitExceededException ||
        error instanceof SubscriptionLimitExceededException
      ) {
        throw new ApiError("subscription.noRoom");
      }
      if (error instanceof InvalidParameterException && error.message.includes("different attributes")) {
        throw new ApiError("subscription.operator");
      }
      throw error;
    }
  }

  private stateOf(subscriptionArn: string): Promise<AlertSubscription["state"]> {
    return subscriptionState(this.sns, subscriptionArn);
  }

  /**
   * Ends subscriptions.
   * @returns those that SNS cannot delete yet, because they await confirmation. It deletes them after 48 hours without
   *   one: https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
   */
  private async end(subscriptionArns: readonly string[]): Promise<string[]> {
    const pending: string[] = [];
    for (const SubscriptionArn of subscriptionArns) {
      try {
        await this.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      } catch (error) {
        if (error instanceof InvalidParameterException) pending.push(SubscriptionArn);
        else if (!(error instanceof NotFoundException)) throw error;
      }
    }
    return pending;
  }
}

/**
 * A subscription with the ones that it replaced. For an address with a pending subscription, SNS returns the same one
 * again.
 */
function withReplaced(
  subscription: Omit<StoredSubscription, "replaced">,
  pending: readonly string[],
): StoredSubscription {
  const replaced = pending.filter((arn) => arn !== subscription.subscriptionArn);
  return replaced.length > 0 ? { ...subscription, replaced } : subscription;
}
