import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Queues } from "../../../local/services/sqs/queues";
import { QueueStore } from "../../../local/services/sqs/store";
import { fillDisk, freeDisk } from "../../helpers/filledDisk";

describe("the data of local SQS", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "local-sqs-"));
  });
  afterEach(async () => {
    freeDisk();
    await rm(dataDir, { recursive: true, force: true });
  });

  const queue = (messages: object[] = []) => ({
    name: "jobs",
    arn: "arn:aws:sqs:us-east-1:000000000000:jobs",
    settings: { visibilityTimeoutSeconds: 30, messageRetentionSeconds: 345_600 },
    createdAt: 1,
    messages,
  });

  it("grows by a message, however many are waiting", async () => {
    const store = await QueueStore.open(dataDir);
    const queues = new Queues(store);
    const { name, arn, settings } = queue();
    await queues.declare(name, arn, settings);
    const jobs = queues.byName(name);
    const size = async () => {
      const names = await readdir(join(dataDir, "sqs"));
      const stats = await Promise.all(names.map((file) => stat(join(dataDir, "sqs", file))));
      return stats.reduce((sum, one) => sum + one.size, 0);
    };
    await Promise.all(Array.from({ length: 1_000 }, () => queues.send(jobs, "x".repeat(1_000))));
    const before = await size();
    await queues.send(jobs, "x".repeat(1_000));
    const [message] = await queues.receive(jobs, 1, 0, 30, new AbortController().signal);
    await queues.delete(jobs, message?.receipt ?? "");
    // The message as sent and as received, and its removal.
    expect((await size()) - before).to.be.within(2_000, 5_000);
    await queues.close();
  });

  it("is as before in memory, too, after a change that the disk has no room for, until the next start", async () => {
    const store = await QueueStore.open(dataDir);
    const queues = new Queues(store);
    const { arn, settings } = queue();
    const deadLetterTargetArn = `${arn}-dead`;
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
    await queues.declare("dead", deadLetterTargetArn, settings);
    await queues.declare("jobs", arn, { ...settings, redrivePolicy });
    const jobs = queues.byName("jobs");
    const receive = (visibilitySeconds: number) =>
      queues.receive(jobs, 1, 0, visibilitySeconds, new AbortController().signal);
    for (const body of ["one", "two", "three"]) await queues.send(jobs, body);
    const [one] = await receive(30);
    const [two] = await receive(0);
    expect([one?.body, two?.body]).to.deep.equal(["one", "two"]);
    const before = structuredClone(queues.all());

    fillDisk();
    const changes = [
      () => queues.send(jobs, "four"),
      // It moves "two" to the dead letters.
      () => receive(30),
      () => queues.delete(jobs, one?.receipt ?? ""),
      () => queues.purge(jobs),
    ];
    for (const change of changes) {
      const error = await change().catch((reason) => reason);
      expect(String(error)).to.contain("No space left on device");
      const now = queues.all().map(({ changedAt: _, ...kept }) => kept);
      expect(now).to.deep.equal(before);
    }
    freeDisk();
    expect(String(await receive(30).catch((reason) => reason))).to.contain("No space left on device");
    await queues.close();
    const anew = new Queues(await QueueStore.open(dataDir));
    for (const one of before) await anew.declare(one.name, one.arn, one.settings);
    await anew.receive(anew.byName("jobs"), 1, 0, 30, new AbortController().signal);
    expect(anew.byName("dead").messages.map(({ body }) => body)).to.deep.equal(["two"]);
    await anew.close();
  });

  it("takes over what earlier releases kept in one file", async () => {
    const message = { id: "1", body: "kept", attributes: {}, sentAt: 2, visibleAt: 2, receiveCount: 0 };
    await writeFile(join(dataDir, "sqs.json"), JSON.stringify({ jobs: queue([message]) }));
    for (let start = 0; start < 2; start++) {
      const store = await QueueStore.open(dataDir);
      expect([...store.queues.values()]).to.deep.equal([queue([{ ...message, order: 1 }])]);
      await store.close();
    }
    expect(await readdir(dataDir)).to.deep.equal(["sqs"]);
  });
});
