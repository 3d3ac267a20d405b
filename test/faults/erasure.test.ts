import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { newExpenseId, trashId } from "../../domain/expenses/expenseKeys";
import type { DeadLetterList } from "../../domain/jobs/jobSchemas";
import { signUpAdmin } from "../helpers/admin";
import { signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, mailsTo } from "../helpers/cloud";
import type { FaultRule } from "../helpers/faultProxy";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { lagIndex } from "../helpers/laggingIndex";
import { create, heldBy, inside, invite, join } from "../helpers/ledgers";
import { followLink } from "../helpers/mail";
import { settled, storedOf } from "../helpers/stored";

describe("an erasure", () => {
  const faulty = useFaultyCloud();

  /** A user with something of each kind. */
  async function furnish(): Promise<TestUser> {
    const { cloud } = faulty();
    const user = await signUpUser(cloud);
    for (const description of ["One", "Two", "Three"]) {
      const body = { description, amount: "1", date: "2026-10-05" };
      await user.api("POST", "/expenses", { body, headers: { "Idempotency-Key": description } });
    }
    const { body } = await user.api<{ expenses: { expenseId: string }[] }>("GET", "/expenses");
    const [trashed, erased] = body.expenses.map(({ expenseId: id }) => ({ id }));
    await user.api("POST", "/expenses/batch", { body: { action: "delete", expenses: [trashed, erased] } });
    await user.api("POST", "/expenses/batch", { body: { action: "erase", expenses: [erased] } });
    expect((await user.api("POST", "/alerts/subscription")).status).to.equal(200);
    await followLink((await mailsTo(cloud, user.email)).at(-1), "Confirm subscription");
    const budget = { name: "Food", amount: "400", currency: "EUR", period: "month" };
    const path = `/budgets/${newExpenseId(new Date())}`;
    expect((await user.api("PUT", path, { body: budget, headers: { "If-Match": '"0"' } })).status).to.equal(
      200,
    );
    const { id } = await create(user);
    const feed = await user.api("POST", "/calendar", { ...inside(id), body: { amounts: true } });
    expect(feed.status).to.equal(201);
    const s3 = new S3Client(clientOf(cloud));
    const Bucket = cloud.output("reportsBucketName");
    const report = `${user.ledgerId}/2026-10-expense-report.csv`;
    for (const Key of [report, report, `exports/${user.ledgerId}/x.json`]) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: "old" }));
    }
    return user;
  }

  /** Runs the state machine, without the request that starts it. */
  async function erase({ ledgerId }: TestUser): Promise<string | undefined> {
    const { cloud } = faulty();
    const machine = cloud.stepFunctions.machines().find(({ name }) => name.startsWith("erasure"));
    const { executionArn = "" } = await new SFNClient(clientOf(cloud)).send(
      new StartExecutionCommand({
        stateMachineArn: machine?.arn,
        input: JSON.stringify({ ledgerId, username: ledgerId }),
      }),
    );
    return (await cloud.stepFunctions.ended(executionArn)).status;
  }

  async function expectGone(user: TestUser): Promise<void> {
    const { expenses, ledger, ...others } = await storedOf(faulty().cloud, user);
    const left = expenses.map(({ description, listId, leftDays }) => ({ description, listId, leftDays }));
    const nothing = { description: "", listId: trashId(user.ledgerId), leftDays: undefined };
    expect(left).to.deep.equal(Array(3).fill(nothing));
    expect(ledger.map(({ sk }) => sk)).to.deep.equal(["user"]);
    expect(ledger[0]).to.include.keys("closed", "validAfter", "expiresAt");
    expect(others).to.deep.equal({ files: [], subscriptions: [], users: [] });
    expect(await heldBy(faulty().cloud, user)).to.deep.equal([]);
    const again = user.api("GET", "/settings");
    expect((await again).status).to.equal(401);
  }

  it("that is killed before or after any of its calls is continued to its end", async function () {
    this.timeout(1_200_000);
    const { cloud, proxy } = faulty();
    const step = process.env.FULL ? 1 : 12;
    for (const when of ["before", "after"] as const) {
      // Until there is no such call: how many there are differs by how far an earlier call came.
      for (let place = 1, reached = true; reached; place += step) {
        const user = await furnish();
        let count = 0;
        const kill = () => cloud.lambda.terminate("eraseAccount");
        const rule: FaultRule = () => {
          count += 1;
          return count === place ? { kind: "break", when, beforehand: kill } : undefined;
        };
        proxy.rule = rule;
        expect(await erase(user), `${when} call ${place}`).to.equal("SUCCEEDED");
        reached = proxy.faults === 1;
        expect(reached || place > 30, `${place} calls`).to.equal(true);
        proxy.reset();
        await expectGone(user);
      }
    }
  });

  /** Simulates time: a killed holder gives nothing back. */
  async function expireLease(): Promise<void> {
    await databaseOf(faulty().cloud).send(
      new UpdateCommand({
        TableName: "Ledgers",
        Key: { ledgerId: "system", sk: "lease#admins" },
        UpdateExpression: "SET heldUntil = :past",
        ExpressionAttributeValues: { ":past": 0 },
      }),
    );
  }

  for (const functionName of ["closeAccount", "deleteUser"]) {
    for (const when of ["before", "after"] as const) {
      it(`is begun or not, but never half, if ${functionName} is killed ${when} it starts it`, async function () {
        this.timeout(60_000);
        const { cloud, proxy } = faulty();
        const user = await furnish();
        const admin = await signUpAdmin(cloud);
        const request = () =>
          functionName === "closeAccount"
            ? user.api("DELETE", "/account")
            : admin.api("DELETE", `/admin/users/${user.ledgerId}`);
        const kill = () => cloud.lambda.terminate(functionName);
        proxy.rule = ({ operation }) =>
          operation === "StartExecution" ? { kind: "break", when, beforehand: kill } : undefined;
        expect((await request()).status).to.equal(502);
        proxy.reset();
        await settled(cloud);
        await expireLease();
        if (when === "before") {
          expect((await user.api("GET", "/settings")).status).to.equal(200);
          expect((await request()).status).to.equal(202);
          await settled(cloud);
        }
        await expectGone(user);
      });
    }
  }

  it("that fails for good is kept in the dead-letter queue, and completed by a replay", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const admin = await signUpAdmin(cloud);
    const user = await furnish();
    proxy.rule = ({ service }) => (service === "s3" ? { kind: "answer", status: 403, body: "" } : undefined);
    expect(await erase(user)).to.equal("FAILED");
    proxy.reset();
    // It is closed all the same.
    expect((await user.api("GET", "/settings")).status).to.equal(401);

    const queue = "eraseAccount-failures";
    const { body } = await admin.api<DeadLetterList>("GET", "/admin/deadLetters");
    const letters = body.queues.find((one) => one.queue === queue);
    expect(letters?.waiting).to.equal(1);
    expect(letters?.reasons).to.have.length(1);
    const replayed = await admin.api("POST", `/admin/deadLetters/${queue}/replay`);
    expect(replayed.body).to.deep.equal({ queue, replayed: 1, failed: 0 });
    await settled(cloud);
    await expectGone(user);
  });

  /** Requests that make the user a member, each with the write that does. */
  const ENTRIES: Record<string, (user: TestUser) => Promise<[() => Promise<{ status: number }>, string]>> = {
    creates: async (user) => [() => user.api("POST", "/ledgers", { body: { name: "Late" } }), "PutItem"],
    joins: async (user) => {
      const host = await signUpUser(faulty().cloud);
      const { id } = await create(host);
      const { secret } = await invite(host, id, "editor");
      return [() => join(user, id, secret), "UpdateItem"];
    },
  };

  for (const [what, entry] of Object.entries(ENTRIES)) {
    it(`ends the membership of a user who ${what} a ledger while the account is closed`, async function () {
      this.timeout(60_000);
      const { cloud, proxy } = faulty();
      const user = await signUpUser(cloud);
      const [send, write] = await entry(user);
      const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      proxy.rule = async ({ operation, input }) => {
        const { ledgerId, sk } = Object(input.Item ?? input.Key);
        if (operation !== write || sk?.S !== "profile" || ledgerId.S === user.ledgerId) return undefined;
        reached.resolve();
        await released.promise;
        return undefined;
      };
      const request = send();
      await reached.promise;
      // Simulates the pause of the erasure: what was let in has ended.
      cloud.lambda.beforeInvoke = async (name, payload) => {
        if (name !== "eraseAccount" || !payload.includes('"sweeps":1')) return;
        released.resolve();
        await request;
      };
      expect(await erase(user)).to.equal("SUCCEEDED");
      cloud.lambda.beforeInvoke = () => undefined;
      expect((await request).status).to.equal(201);
      expect(await heldBy(cloud, user)).to.deep.equal([]);
      expect((await storedOf(cloud, user)).ledger.map(({ sk }) => sk)).to.deep.equal(["user"]);
    });
  }

  for (const index of ["ledgerLists", "ledgerChanges"]) {
    it(`finds what ${index} does not show yet, by the other index`, async function () {
      this.timeout(60_000);
      const { cloud, proxy } = faulty();
      const user = await signUpUser(cloud);
      const catchUp = await lagIndex(
        { db: databaseOf(cloud), engine: cloud.dynamodb },
        proxy,
        "Expenses",
        index,
      );
      for (const description of ["One", "Two", "Three"]) {
        await user.api("POST", "/expenses", { body: { description, amount: "1" } });
      }
      expect(await erase(user)).to.equal("SUCCEEDED");
      await catchUp();
      await expectGone(user);
    });
  }

  it("finds what all indexes show late by a later sweep", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    for (const description of ["One", "Two", "Three"]) {
      await user.api("POST", "/expenses", { body: { description, amount: "1" } });
    }
    let sweeps = 0;
    cloud.lambda.beforeInvoke = (name) => {
      if (name === "eraseAccount") sweeps += 1;
    };
    proxy.rule = ({ operation, input }) =>
      operation === "Query" && input.TableName === "Expenses" && sweeps === 1
        ? { kind: "answer", status: 200, body: JSON.stringify({ Items: [], Count: 0, ScannedCount: 0 }) }
        : undefined;
    expect(await erase(user)).to.equal("SUCCEEDED");
    cloud.lambda.beforeInvoke = () => undefined;
    expect(sweeps).to.equal(3);
    await expectGone(user);
  });
});
