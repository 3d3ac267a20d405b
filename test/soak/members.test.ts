import { expect } from "chai";
import pLimit from "p-limit";
import { MAX_LEDGERS, MAX_MEMBERS } from "../../domain/values/limits";
import { signUpUser, type TestUser } from "../helpers/api";
import { followCalls, tally } from "../helpers/faultyCloud";
import { create, inside, invite, join, listed } from "../helpers/ledgers";
import { useCloud } from "../helpers/useCloud";

/** `npm run test:soak` has as many as the limits allow. */
const MEMBERS = process.env.FULL ? MAX_MEMBERS : 4;
const LEDGERS = process.env.FULL ? MAX_LEDGERS : 3;
/** Ledgers that are joined at the same time. Password hashing is slow by design, and those of one ledger take turns. */
const LANES = 4;
/** An owner invites more members in a day than the default allows. */
const SETTINGS = { quotas: '{"signUps":{"perStack":1000},"invitations":{"perUser":4000,"perStack":5000}}' };

describe(`${MEMBERS} members of ${LEDGERS} ledgers`, () => {
  const cloud = useCloud(process.env.FULL ? SETTINGS : {});

  it("join, leave and list each in what is their own, however many others there are", async function () {
    this.timeout(1_200_000);
    const [owner, last, ...others] = await signUpAll(MEMBERS);
    if (owner === undefined || last === undefined) throw new Error("It takes two.");
    const ids: string[] = [];
    while (ids.length < LEDGERS) ids.push((await create(owner, `Ledger ${ids.length + 1}`)).id);
    const lane = pLimit(LANES);
    await Promise.all(ids.map((id) => lane(() => admitAll(owner, id, others))));

    // A user who has written something has a profile of their own.
    await last.api("POST", "/expenses", { body: { description: "Tea", amount: "1.00" } });
    const list = await counted("listLedgers", async () => {
      expect((await listed(last)).map(({ id }) => id)).to.deep.equal([last.ledgerId]);
    });
    expect(list).to.deep.equal({ requests: { BatchGetItem: 1, Query: 1 }, keys: 2 });

    for (const [own, id] of ids.entries()) {
      const { secret } = await invite(owner, id, "viewer");
      const joining = await counted("joinLedger", async () => {
        expect((await join(last, id, secret)).status).to.equal(201);
      });
      // The user and their own ledger; the one that invites; those that they are in. Then the hint, the act before, the ledger.
      expect(joining, `${own} ledgers`).to.deep.equal({
        requests: { BatchGetItem: own === 0 ? 2 : 3, Query: 1, PutItem: 2, UpdateItem: 1 },
        keys: 2 + 1 + own + 3,
      });
    }

    const listing = await counted("listLedgers", async () => {
      const ledgers = await listed(last);
      expect(ledgers.map((one) => one.id)).to.have.members([last.ledgerId, ...ids]);
      expect(ledgers.map(({ memberCount }) => memberCount)).to.have.members([1, ...ids.map(() => MEMBERS)]);
    });
    expect(listing).to.deep.equal({ requests: { BatchGetItem: 2, Query: 1 }, keys: 2 + LEDGERS });

    for (const id of ids) {
      const leaving = await counted("removeMember", async () => {
        const path = `/ledger/members/${last.ledgerId}`;
        expect((await last.api("DELETE", path, inside(id))).status).to.equal(204);
      });
      expect(leaving).to.deep.equal({
        requests: { BatchGetItem: 1, PutItem: 1, UpdateItem: 1, DeleteItem: 1 },
        keys: 5,
      });
    }
    expect((await listed(last)).map(({ id }) => id)).to.deep.equal([last.ledgerId]);
    expect((await listed(owner)).length).to.equal(LEDGERS + 1);
  });

  /** What a function asks of DynamoDB while `work` runs. */
  async function counted(functionName: string, work: () => Promise<void>) {
    const watched = await followCalls(cloud(), functionName);
    try {
      await work();
      return tally(watched.calls);
    } finally {
      await watched.stop();
    }
  }

  async function signUpAll(count: number): Promise<TestUser[]> {
    const lane = pLimit(8);
    return Promise.all(Array.from({ length: count }, () => lane(() => signUpUser(cloud()))));
  }
});

async function admitAll(owner: TestUser, id: string, users: readonly TestUser[]): Promise<void> {
  for (const user of users) {
    const { secret } = await invite(owner, id, "contributor");
    expect((await join(user, id, secret)).status).to.equal(201);
  }
}
