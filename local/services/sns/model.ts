import { z } from "zod";

export interface StoredSubscription {
  arn: string;
  topicArn: string;
  /** Email address, or ARN of a queue. */
  endpoint: string;
  attributes: SubscriptionAttributes;
  /** Confirms the subscription; kept afterwards so that a second click on the link does no harm. */
  token: string;
  pending: boolean;
  /** Only a signed request ends it: `AuthenticateOnUnsubscribe` of its confirmation. */
  authenticated?: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The logical name of the program's resource; undefined for subscriptions created through the API. */
  declaredBy?: string;
}

/** Subscriptions by ARN. Topics are not kept: the program declares every one of them. */
export interface SnsState {
  subscriptions: Record<string, StoredSubscription>;
}

/** Protocol of the subscriptions that the API makes: of addresses only. The program subscribes queues, too. */
export const PROTOCOL = "email";

/** True if messages go to a queue, which confirms its subscription immediately and gets them as JSON. */
export const isQueue = ({ endpoint }: Pick<StoredSubscription, "endpoint">) =>
  endpoint.startsWith("arn:aws:sqs:");

export const subscriptionAttributes = z.strictObject({ FilterPolicy: z.string().optional() });
export type SubscriptionAttributes = z.output<typeof subscriptionAttributes>;

/** Attributes of a message as publishers send them. */
export type MessageAttributes = Record<
  string,
  { DataType: string; StringValue?: string; BinaryValue?: string }
>;
