import {
  FilterPolicyLimitExceededException,
  GetSubscriptionAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  type SNSClient,
  SubscribeCommand,
  SubscriptionLimitExceededException,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { ApiError } from "../http/apiError";
import type { AlertSubscription } from "./alertSchemas";
import type { SubscriptionRepository } from "./subscriptionRepository";

/** The users' e-mail subscriptions to the alerts of their own ledgers. SNS knows best which state each is in. */
export class AlertSubscriptions {
  constructor(
    private readonly sns: SNSClient,
    private readonly topicArn: string,
    private readonly stored: SubscriptionRepository,
  ) {}

  /** The state, true to SNS: a subscription that was ended by the link in a mail is off. */
  async state(ledgerId: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    if (stored === undefined) return { state: "off" };
    const state = await this.stateOf(stored.subscriptionArn);
    if (state === "off") {
      await this.stored.remove(ledgerId);
      return { state };
    }
    if (stored.wanted) return { state, email: stored.email };
    if (state === "on") await this.end(ledgerId, stored.subscriptionArn);
    return { state: "off" };
  }

  /** The state as it is known, without tidying up what ended. */
  async look(ledgerId: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    const state = stored?.wanted ? await this.stateOf(stored.subscriptionArn) : "off";
    return stored === undefined ? { state } : { state, email: stored.email };
  }

  /** Returns true if the address has confirmed a subscription that still stands: {@link on} sends no mail then. */
  async isConfirmed(ledgerId: string, email: string): Promise<boolean> {
    const stored = await this.stored.get(ledgerId);
    return stored?.email === email && (await this.stateOf(stored.subscriptionArn)) === "on";
  }

  /**
   * Subscribes the user's address to the alerts of the ledger; SNS mails a confirmation, again if one is still waiting.
   * @throws ApiError 409 when the topic has no room (SNS takes 200 filter policies a topic) or the address gets all alerts.
   */
  async on(ledgerId: string, email: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    if (stored !== undefined && stored.email !== email) await this.end(ledgerId, stored.subscriptionArn);
    const subscriptionArn = await this.subscribe(ledgerId, email);
    await this.stored.save(ledgerId, { subscriptionArn, email, wanted: true });
    return { state: await this.stateOf(subscriptionArn), email };
  }

  /** Ends the subscription; one that still waits for its confirmation ends as soon as it is confirmed. */
  async off(ledgerId: string): Promise<AlertSubscription> {
    const stored = await this.stored.get(ledgerId);
    if (stored === undefined) return { state: "off" };
    try {
      await this.end(ledgerId, stored.subscriptionArn);
    } catch (error) {
      // SNS cannot delete a subscription that is pending confirmation, and deletes it after 48 hours without one:
      // https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
      if (!(error instanceof InvalidParameterException)) throw error;
      await this.stored.save(ledgerId, { ...stored, wanted: false });
    }
    return { state: "off" };
  }

  /**
   * Ends the subscription of a ledger that is erased.
   * @returns `pending` if SNS cannot delete it yet. Its item stays until SNS has, so that one that is confirmed meanwhile is found.
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

  private async stateOf(subscriptionArn: string): Promise<AlertSubscription["state"]> {
    try {
      const { Attributes } = await this.sns.send(
        new GetSubscriptionAttributesCommand({ SubscriptionArn: subscriptionArn }),
      );
      return Attributes?.PendingConfirmation === "true" ? "pending" : "on";
    } catch (error) {
      if (error instanceof NotFoundException) return "off";
      throw error;
    }
  }

  private async end(ledgerId: string, subscriptionArn: string): Promise<void> {
    try {
      await this.sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
    await this.stored.remove(ledgerId);
  }
}
