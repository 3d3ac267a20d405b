import { z } from "zod";

export interface StoredTopic {
  arn: string;
  /** Whether it is the program's; others were made over the API. */
  declared: boolean;
  /** As the program declares them, by their names in the API. */
  attributes: Record<string, string>;
}

export interface StoredSubscription {
  arn: string;
  topicArn: string;
  protocol: Protocol;
  endpoint: string;
  attributes: SubscriptionAttributes;
  /** What confirms it; kept afterwards so that a second click on the link does no harm. */
  token: string;
  pending: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The logical name of the program's resource; undefined for subscriptions made over the API. */
  declaredBy?: string;
}

export interface SnsState {
  topics: Record<string, StoredTopic>;
  subscriptions: Record<string, StoredSubscription>;
}

export const protocols = ["email", "sqs", "lambda"] as const;
export type Protocol = (typeof protocols)[number];

export const subscriptionAttributes = z.strictObject({
  FilterPolicy: z.string().optional(),
  FilterPolicyScope: z.enum(["MessageAttributes", "MessageBody"]).optional(),
  RawMessageDelivery: z.enum(["true", "false"]).optional(),
  RedrivePolicy: z.string().optional(),
});
export type SubscriptionAttributes = z.output<typeof subscriptionAttributes>;
