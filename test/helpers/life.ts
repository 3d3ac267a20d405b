import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Death } from "./mortalClient";

/** The calls of one function until it is killed, if it is: that one and all later ones fail. */
export class Life {
  calls = 0;

  /** @param pause Runs before each call, and is told its number, from 1. */
  constructor(
    private readonly death?: Death,
    private readonly pause?: (call: number) => Promise<void>,
  ) {}

  async call<Result>(work: () => Promise<Result>): Promise<Result> {
    this.calls += 1;
    const { death, calls } = this;
    await this.pause?.(calls);
    if (death && (calls > death.call || (calls === death.call && death.when === "before"))) this.die();
    const result = await work();
    if (calls === death?.call) this.die();
    return result;
  }

  private die(): never {
    throw new Error("The function was killed.");
  }
}

/** A client whose calls are those of a life. */
export function mortal(db: DynamoDBDocumentClient, life: Life): DynamoDBDocumentClient {
  const client = Object.create(db) as DynamoDBDocumentClient;
  client.send = ((command: never) => life.call(() => db.send(command))) as DynamoDBDocumentClient["send"];
  return client;
}
