import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { loseItems, runFunction, runMachine } from "../helpers/jobs";
import { useCloud } from "../helpers/useCloud";

describe("restore from the backup", function () {
  this.timeout(120_000);
  const cloud = useCloud();

  async function lost(): Promise<TestUser> {
    const user = await signUpUser(cloud());
    await user.api("POST", "/expenses", { body: { description: "Tea", amount: 2 } });
    return user;
  }

  it("brings back nothing of an account that was closed since", async () => {
    const [closed, open] = [await lost(), await lost()];
    const users = [closed, open];
    expect((await runMachine(cloud(), "backupMachineArn")).status).to.equal("SUCCEEDED");
    for (const { ledgerId } of users) {
      const items = await itemsOf(cloud(), "Expenses", ledgerId);
      await loseItems(
        cloud(),
        items.map(({ expenseId }) => String(expenseId)),
      );
    }
    const Item = { ledgerId: closed.ledgerId, sk: "user", closed: new Date().toISOString(), validAfter: 1 };
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));

    expect((await runFunction(cloud(), "restoreFromRds")).error).to.equal(undefined);
    const left = await Promise.all(users.map(({ ledgerId }) => itemsOf(cloud(), "Expenses", ledgerId)));
    expect(left.map((items) => items.length)).to.deep.equal([0, 1]);
  });
});
