import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The point at which a client dies: at its n-th call, from 1, before the call takes effect or after it did. */
export interface Death {
  call: number;
  when: "before" | "after";
}

/** A client whose function is killed at a call: that one and all later ones fail. */
export function mortalClient(db: DynamoDBDocumentClient, death?: Death) {
  const counted = { calls: 0, client: Object.create(db) as DynamoDBDocumentClient };
  const die = () => {
    throw new Error("The function was killed.");
  };
  counted.client.send = (async (command: never) => {
    counted.calls += 1;
    const { calls } = counted;
    if (death !== undefined && (calls > death.call || (calls === death.call && death.when === "before")))
      die();
    const answer = await db.send(command);
    if (calls === death?.call) die();
    return answer;
  }) as DynamoDBDocumentClient["send"];
  return counted;
}
