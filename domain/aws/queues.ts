import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientDefaults } from "./clientDefaults";

/** Sends messages to queues of the deployment. */
export class QueueSender {
  private readonly sqs = new SQSClient(clientDefaults);

  async send(queueUrl: string, message: unknown): Promise<void> {
    await this.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  }
}
