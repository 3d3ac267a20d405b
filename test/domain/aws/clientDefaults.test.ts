import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { HttpResponse } from "@smithy/core/transport";
import { expect } from "chai";
import { clientDefaults } from "../../../domain/aws/clientDefaults";
import { CREDENTIALS } from "../../helpers/endpoint";

describe("The clients' defaults", () => {
  it("describe no call for a log that nobody keeps", async () => {
    const asked = await Promise.all([{}, clientDefaults].map(readsOfKey));
    expect(asked[0]).to.be.above(asked[1] ?? 0);
  });
});

/** Counts how often a client reads the key of a call. */
async function readsOfKey(defaults: object): Promise<number> {
  const requestHandler = {
    handle: async () => ({
      response: new HttpResponse({ statusCode: 200, headers: {}, body: new Uint8Array() }),
    }),
  };
  const client = new DynamoDBClient({
    ...defaults,
    requestHandler,
    region: "us-east-1",
    credentials: CREDENTIALS,
    extensions: [],
  });
  let reads = 0;
  const input = {
    TableName: "Ledgers",
    get Key() {
      reads += 1;
      return { ledgerId: { S: "one" } };
    },
  };
  await client.send(new GetItemCommand(input));
  return reads;
}
