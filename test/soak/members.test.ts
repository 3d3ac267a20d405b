import { randomUUID } from "node:crypto";
import { BatchWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Members } from "../../domain/ledgers/model";
import { MAX_LEDGERS, MAX_MEMBERS } from "../../domain/values/limits";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { followCalls, tally } from "../helpers/faultyCloud";
import { create, inside, invite, join, listed } from "../helpers/ledgers";
import { useCloud } from "../helpers/useCloud";

/** `npm run test:soak` has as many as a user can be in. */
const LEDGERS = process.env.FULL ? MAX_LEDGERS : 5;
/** The time of day matters to nobody here. */
const SINCE = "2026-11-20T08:00:00.000Z";

describe(`${MAX_MEMBERS} members of ${LEDGERS} ledgers`, () => {
  const cloud = useCloud();
  const watched: Record<string, Awaited<ReturnType<typeof followCalls>>> = {};
  before(async () => {
    for (const name of ["joinLedger", "listLedgers", "removeMember"])
      watched[name] = await followCalls(cloud(), name);
  });
  after(async () => {
    for (const { stop } of Object.values(watched)) await stop();
  });

  it("join, leave and list each in what is their own, however many others there are", async function () {
    this.timeout(120_000);
    const [owner, last] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const ids: string[] = [];
    while (ids.length < LEDGERS) ids.push((await create(owner, `Ledger ${ids.length + 1}`)).id);
    await fill(owner, ids);
    // A user who has written something has a profile of their own.
    await last.api("POST", "/expenses", { body: { description: "Tea", amount: "1.00" } });

    expect((await listed(last)).map(({ id }) => id)).to.deep.equal([last.ledgerId]);
    expectAsked("listLedgers", { BatchGetItem: 1, Query: 1 }, 2);
    for (const [own, id] of ids.entries()) {
      const { secret } = await invite(owner, id, "viewer");
      expect((await join(last, id, secret)).status).to.equal(201);
      // The user and their own ledger; the one that invites, and the owner who did; it and those that they are in. Then the hint,
      // the act before, the ledger.
      const requests = { BatchGetItem: 4, Query: 1, PutItem: 2, UpdateItem: 1 };
      expectAsked("joinLedger", requests, 2 + 2 + (own + 1) + 3);
    }

    const ledgers = await listed(last);
    expect(ledgers.map(({ id }) => id)).to.have.members([last.ledgerId, ...ids]);
    expect(ledgers.map(({ memberCount }) => memberCount).sort()).to.deep.equal([
      1,
      ...ids.map(() => MAX_MEMBERS),
    ]);
    expectAsked("listLedgers", { BatchGetItem: 2, Query: 1 }, 2 + LEDGERS);

    for (const id of ids) {
      const path = `/ledger/members/${last.ledgerId}`;
      expect((await last.api("DELETE", path, inside(id))).status).to.equal(204);
      // The user and the ledger. Then the act before, the ledger, the hint, and the member's calendar feeds.
      const requests = { BatchGetItem: 1, PutItem: 1, UpdateItem: 1, DeleteItem: 1, Query: 1 };
      expectAsked("removeMember", requests, 2 + 3);
    }
    expect((await listed(last)).map(({ id }) => id)).to.deep.equal([last.ledgerId]);
    expectAsked("listLedgers", { BatchGetItem: 1, Query: 1 }, 2);
  });

  /** Asserts what a function has asked of DynamoDB since the last time: its requests, and the items that they name. */
  function expectAsked(functionName: string, requests: Record<string, number>, keys: number): void {
    const asked = tally(watched[functionName]?.calls.splice(0) ?? []);
    expect(asked, functionName).to.deep.equal({ requests, keys });
  }

  /** Gives ledgers as many members as leave room for one, all of whom are in all of them. */
  async function fill(owner: TestUser, ids: readonly string[]): Promise<void> {
    const db = databaseOf(cloud());
    const others = Array.from({ length: MAX_MEMBERS - 2 }, () => randomUUID());
    const members: Members = Object.fromEntries([
      [owner.ledgerId, { role: "owner", since: SINCE, email: owner.email }],
      ...others.map((id) => [id, { role: "contributor", since: SINCE, email: `${id}@example.com` }]),
    ]);
    for (const ledgerId of ids) {
      await db.send(
        new UpdateCommand({
          TableName: "Ledgers",
          Key: { ledgerId, sk: "profile" },
          UpdateExpression: "SET members = :members",
          ExpressionAttributeValues: { ":members": members },
        }),
      );
    }
    const hints = others.flatMap((ledgerId) => ids.map((id) => ({ ledgerId, sk: `in#${id}`, at: SINCE })));
    while (hints.length > 0) {
      const Ledgers = hints.splice(0, 25).map((Item) => ({ PutRequest: { Item } }));
      await db.send(new BatchWriteCommand({ RequestItems: { Ledgers } }));
    }
  }
});
