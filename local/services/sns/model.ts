import { z } from "zod";

export interface StoredSubscription {
  arn: string;
  topicArn: string;
  protocol: Protocol;
  endpoint: string;
  attributes: SubscriptionAttributes;
  /** Confirms the subscription; kept afterwards so that a second click on the link does no harm. */
  token: string;
  pending: boolean;
  /** Only a signed request ends it: `AuthenticateOnUnsubscribe` of its confirmation. */
  authenticated?: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The logical name of the program's resource; undefined for subscriptions made over the API. */
  declaredBy?: string;
}

/** Subscriptions by ARN. Topics are not kept: the program declares every one of them. */
export interface SnsState {
  subscriptions: Record<string, StoredSubscription>;
}

/** The program subscribes addresses. A service such as Textract notifies a function by a queue or directly. */
export const protocols = ["email", "sqs", "lambda"] as const;
export type Protocol = (typeof protocols)[number];

export const subscriptionAttributes = z.strictObject({ FilterPolicy: z.string().optional() });
export type SubscriptionAttributes = z.output<typeof subscriptionAttributes>;

/** Attributes of a message as publishers send them. */
export type MessageAttributes = Record<
  string,
  { DataType: string; StringValue?: string; BinaryValue?: string }
>;
