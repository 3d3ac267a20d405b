import { expect } from "chai";
import type { LedgerSummary } from "../../domain/ledgers/ledgerSchemas";
import { REFUSALS } from "../../domain/values/refusals";
import { type ApiResponse, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import type { AwsCall } from "../helpers/faultProxy";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { create, inside, joined } from "../helpers/ledgers";
import { problem } from "../helpers/problem";

interface Stage {
  owner: TestUser;
  guest: TestUser;
  id: string;
  secret: string;
}

interface Change {
  /** Name of the function. */
  name: string;
  /** Its writes, in their order. */
  writes: string[];
  /** The write that decides: before it nothing has happened, after it everything has. */
  decides: number;
  /** Prepares what the operation needs. */
  prepare?(stage: Stage): Promise<unknown>;
  send(stage: Stage): Promise<ApiResponse>;
  /** Status of the same request once more, when it has happened. */
  again: number;
  /** Returns true if it has happened: whatever a user can look at must agree on it. */
  happened(stage: Stage): Promise<boolean[]>;
}

const join = ({ guest, id: ledgerId, secret }: Stage) =>
  guest.api("POST", "/memberships", { body: { ledgerId, secret } });

const lists = async (user: TestUser, id: string) => {
  const { body } = await user.api<{ ledgers: LedgerSummary[] }>("GET", "/ledgers");
  return body.ledgers.find((one) => one.id === id);
};
const enters = async (user: TestUser, id: string) =>
  (await user.api("GET", "/ledger/members", inside(id))).status === 200;

async function isIn({ owner, guest, id }: Stage): Promise<boolean[]> {
  const members = await owner.api<{ members: { id: string }[] }>("GET", "/ledger/members", inside(id));
  return [
    (await lists(guest, id)) !== undefined,
    await enters(guest, id),
    members.body.members.some((one) => one.id === guest.ledgerId),
  ];
}

const CHANGES: Record<string, Change> = {
  joining: {
    name: "joinLedger",
    writes: ["UpdateItem", "PutItem", "PutItem", "UpdateItem"],
    decides: 3,
    send: join,
    again: 409,
    happened: async (stage) => {
      const open = await stage.owner.api<{ invitations: object[] }>(
        "GET",
        "/ledger/invitations",
        inside(stage.id),
      );
      return [...(await isIn(stage)), open.body.invitations.length === 0];
    },
  },
  leaving: {
    name: "removeMember",
    writes: ["PutItem", "UpdateItem", "DeleteItem"],
    decides: 1,
    prepare: join,
    send: ({ guest, id }) => guest.api("DELETE", `/ledger/members/${guest.ledgerId}`, inside(id)),
    again: 404,
    happened: async (stage) => (await isIn(stage)).map((one) => !one),
  },
  deleting: {
    name: "deleteLedger",
    writes: ["PutItem", "UpdateItem"],
    decides: 1,
    prepare: join,
    send: ({ owner, id }) => owner.api("DELETE", "/ledger", inside(id)),
    again: 404,
    happened: async ({ owner, guest, id }) => [
      (await lists(owner, id))?.erasesAt !== undefined,
      !(await enters(owner, id)),
      (await lists(guest, id)) === undefined,
      !(await enters(guest, id)),
    ],
  },
};

describe("a change of a ledger's members whose function is killed", () => {
  const faulty = useFaultyCloud();
  const isWrite = ({ operation }: AwsCall) => /^(Put|Update|Delete)Item$/.test(operation);

  async function stageOf(change: Change): Promise<Stage> {
    const [owner, guest] = [await signUpUser(faulty().cloud), await signUpUser(faulty().cloud)];
    const { id } = (await owner.api<LedgerSummary>("POST", "/ledgers", { body: { name: "Home" } })).body;
    const invite = { ...inside(id), body: { role: "editor" } };
    const { secret } = (await owner.api<{ secret: string }>("POST", "/ledger/invitations", invite)).body;
    const stage = { owner, guest, id, secret };
    await change.prepare?.(stage);
    return stage;
  }

  for (const [what, change] of Object.entries(CHANGES)) {
    it(`ends in one of two states after each step of ${what}, and goes on from there`, async function () {
      this.timeout(120_000);
      const { cloud, proxy } = faulty();
      const whole = await stageOf(change);
      const seen: string[] = [];
      proxy.rule = (call) => void (isWrite(call) && seen.push(call.operation));
      expect((await change.send(whole)).status).to.be.below(300);
      proxy.reset();
      expect(seen).to.deep.equal(change.writes);

      for (const place of change.writes.keys()) {
        for (const when of ["before", "after"] as const) {
          const stage = await stageOf(change);
          let count = 0;
          proxy.rule = (call) => {
            if (!isWrite(call)) return undefined;
            count += 1;
            const kill = () => cloud.lambda.terminate(change.name);
            return count === place + 1 ? { kind: "break", when, beforehand: kill } : undefined;
          };
          expect((await change.send(stage)).status).to.equal(502);
          proxy.reset();
          const isDone = place > change.decides || (place === change.decides && when === "after");
          const point = `${when} write ${place + 1}`;
          const happened = await change.happened(stage);
          expect(happened, point).to.deep.equal(happened.map(() => isDone));
          const { status } = await change.send(stage);
          if (isDone) expect(status, point).to.equal(change.again);
          else expect(status, point).to.be.below(300);
          expect(new Set(await change.happened(stage)), point).to.deep.equal(new Set([true]));
        }
      }
    });
  }

  it("is answered once it is stored, though the answer of the table was lost: nobody is told that they did not get in", async () => {
    const { proxy } = faulty();
    const stage = await stageOf({} as Change);
    let broken = false;
    proxy.rule = ({ operation, input }) => {
      const { ledgerId } = Object(input.Key);
      if (operation !== "UpdateItem" || ledgerId?.S !== stage.id || broken) return undefined;
      broken = true;
      return { kind: "break", when: "after" };
    };
    expect((await join(stage)).status).to.equal(201);
    expect(broken).to.equal(true);
  });
});

describe("a change of a ledger by an owner who loses the role meanwhile", () => {
  const faulty = useFaultyCloud();
  /** Ways in which the other owner takes the role away, each with the refusal of the change that was under way. */
  const LOSSES = {
    demoted: ["PATCH", { body: { role: "editor" } }, "role.tooLow"],
    removed: ["DELETE", {}, "ledger.notFound"],
  } as const;

  for (const [loss, [method, how, refusal]] of Object.entries(LOSSES)) {
    it(`is refused and stores nothing, though the role was there when the request was let in: ${loss}`, async function () {
      this.timeout(60_000);
      const { cloud, proxy } = faulty();
      const other = await signUpUser(cloud);
      const { id } = await create(other);
      const owner = await joined(cloud, other, id, "owner");
      const profile = async () => (await itemsOf(cloud, "Ledgers", id)).find(({ sk }) => sk === "profile");
      let after: unknown;
      let isFirst = true;
      proxy.rule = async ({ operation, input }) => {
        const { ledgerId } = Object(input.Key);
        if (!isFirst || operation !== "UpdateItem" || ledgerId?.S !== id) return undefined;
        isFirst = false;
        const path = `/ledger/members/${owner.ledgerId}`;
        expect((await other.api(method, path, { ...inside(id), ...how })).status).to.be.below(300);
        after = await profile();
        return undefined;
      };
      const answer = await owner.api("PATCH", "/ledger", { ...inside(id), body: { name: "Mine" } });
      expect([answer.status, answer.body]).to.deep.equal([REFUSALS[refusal].status, problem(refusal)]);
      expect(after).to.include({ name: "Home" });
      expect(await profile()).to.deep.equal(after);
    });
  }
});
