import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { clientDefaults } from "../aws/clientDefaults";
import { FunctionInvoker } from "../aws/functions";
import { describe, log } from "../aws/log";
import { StateMachines } from "../aws/stateMachines";
import type { DeadLetterList, Replay } from "./jobSchemas";

/** A queue of events that could not be handled or delivered, and their target. */
export interface DeadLetterSource {
  /** Its name in the program. */
  name: string;
  url: string;
  /** Function or state machine that the events were for. */
  target: string;
  action: "lambda:InvokeFunction" | "states:StartExecution";
}

/** Maximum number of events that a replay restarts, so that it ends before the gateway times out. */
const MAX_REPLAYED = 100;
/** SQS's limit for one call. */
const BATCH = 10;
/** Visibility timeout of a message that is being replayed, in seconds. */
const VISIBILITY_SECONDS = 60;

/**
 * With a wait, SQS asks all of its servers. Without one it asks a few, and may answer that there is nothing while messages wait:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
const WAIT_SECONDS = 1;

/** The dead letters of the deployment: lists and replays them. */
export class DeadLetters {
  private readonly sqs = new SQSClient(clientDefaults);
  private readonly machines = new StateMachines();
  private readonly functions = new FunctionInvoker();

  constructor(private readonly sources: readonly DeadLetterSource[]) {}

  async list(): Promise<DeadLetterList> {
    return { queues: await Promise.all(this.sources.map((source) => this.describe(source))) };
  }

  /**
   * Replays the events of a queue and deletes each after it is started. An event may run twice: jobs are idempotent. An
   * event that cannot be started stays in the queue and does not hold up the others.
   * @returns undefined if there is no such queue.
   */
  async replay(name: string): Promise<Replay | undefined> {
    const source = this.sources.find((one) => one.name === name);
    if (source === undefined) return undefined;
    const result: Replay = { queue: name, replayed: 0, failed: 0 };
    for (const message of await this.receiveAll(source)) {
      const isStarted = await this.tryRestart(source, message);
      result[isStarted ? "replayed" : "failed"] += 1;
    }
    return result;
  }

  /** Receives what is to be replayed, before any of it is started: an event that fails again would come back meanwhile. */
  private async receiveAll(source: DeadLetterSource): Promise<Message[]> {
    const all: Message[] = [];
    while (all.length < MAX_REPLAYED) {
      const messages = await this.receive(source, VISIBILITY_SECONDS);
      if (messages.length === 0) break;
      all.push(...messages);
    }
    return all;
  }

  private async describe(source: DeadLetterSource): Promise<DeadLetterList["queues"][number]> {
    const { Attributes } = await this.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: source.url,
        AttributeNames: ["ApproximateNumberOfMessages"],
      }),
    );
    const waiting = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    // Peek only: the messages stay visible to others.
    const messages = waiting > 0 ? await this.receive(source, 0) : [];
    return { queue: source.name, waiting, reasons: [...new Set(messages.map(reasonOf))] };
  }

  private async receive({ url }: DeadLetterSource, visibility: number): Promise<Message[]> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: visibility,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageAttributeNames: ["All"],
      }),
    );
    return Messages;
  }

  private async tryRestart(source: DeadLetterSource, message: Message): Promise<boolean> {
    try {
      await this.restart(source, message);
      return true;
    } catch (error) {
      log("error", "A dead letter could not be replayed", {
        queue: source.name,
        messageId: message.MessageId,
        error: describe(error),
      });
      return false;
    }
  }

  private async restart(source: DeadLetterSource, message: Message): Promise<void> {
    const event = eventOf(message);
    if (source.action === "lambda:InvokeFunction") await this.functions.start(source.target, event);
    else await this.machines.start(source.target, event);
    await this.sqs.send(
      new DeleteMessageCommand({ QueueUrl: source.url, ReceiptHandle: message.ReceiptHandle }),
    );
  }
}

/**
 * Returns the event, or the one inside Lambda's record of a failure: a queue may hold both, from before and after a
 * release.
 */
function eventOf({ Body = "{}" }: Message): unknown {
  const body = JSON.parse(Body);
  return body?.requestPayload ?? body;
}

/** Names of errors, never their messages or events, which may contain ledger data. */
function reasonOf({ Body = "{}", MessageAttributes }: Message): string {
  const undelivered = MessageAttributes?.ERROR_CODE?.StringValue;
  if (undelivered !== undefined) return undelivered;
  try {
    const record = JSON.parse(Body);
    return String(record?.responsePayload?.errorType ?? record?.requestContext?.condition ?? "unknown");
  } catch {
    return "unreadable"; // Sent by hand, or cut off.
  }
}
