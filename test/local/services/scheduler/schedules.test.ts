import { mock } from "node:test";
import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { expect } from "chai";
import type { InvokeResult } from "../../../../local/engine/service";
import { type Scheduler, scheduler } from "../../../../local/services/scheduler";
import { type Harness, start } from "../../harness";
import { refused } from "../../refused";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:report";
const queueArn = "arn:aws:sqs:us-east-1:000000000000:dead";
const scheduleArn = "arn:aws:scheduler:us-east-1:000000000000:schedule/default/monthly";

describe("local EventBridge Scheduler", () => {
  let cloud: Harness<Scheduler>;
  let queued: { queue: string; body: string }[];
  let executions: { arn: string; input: string }[];
  let problems: string[];
  let takes: boolean;
  let paused: boolean;
  let answer: (payload: unknown) => InvokeResult;

  beforeEach(async () => {
    queued = [];
    executions = [];
    problems = [];
    takes = true;
    paused = false;
    answer = () => ({ statusCode: 200, payload: `"done"` });
    cloud = await start(
      (context) =>
        scheduler(context, {
          async startExecution(arn, input) {
            executions.push({ arn, input });
            return { executionArn: `${arn}:1` };
          },
          paused,
          report: (problem) => problems.push(problem),
        }),
      {
        invoke: (_name, payload) => answer(payload),
        async sendToQueue(queue, body) {
          if (!takes) throw new Error("The queue does not exist.");
          queued.push({ queue, body });
        },
      },
    );
  });
  afterEach(async () => {
    await cloud.close().finally(() => mock.timers.reset());
  });

  const declare = (inputs: object = {}, target: object = {}) =>
    cloud.make("aws:scheduler/schedule:Schedule", "monthly", {
      scheduleExpression: "cron(0 6 1 * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn: "arn:aws:iam::000000000000:role/monthly",
        input: `{"time":"<aws.scheduler.scheduled-time>"}`,
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: queueArn },
        ...target,
      },
      ...inputs,
    });
  /** Sets the clock, and moves it on with all that happens meanwhile. */
  const at = (now: string) => mock.timers.enable({ apis: ["Date", "setTimeout"], now: new Date(now) });
  async function pass(minutes: number) {
    for (let tick = 0; tick < minutes * 6; tick++) {
      mock.timers.tick(10_000);
      // Work that the tick started runs before the next tick.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const payloads = () => cloud.invocations.map(({ payload }) => payload);

  it("invokes its target when it is due, with the scheduled time", async () => {
    at("2026-11-30T22:00:30Z");
    await declare();
    await cloud.service.settle?.();
    expect(cloud.service.schedules()).to.deep.equal([
      {
        name: "monthly",
        expression: "cron(0 6 1 * ? *)",
        timezone: "Europe/Berlin",
        next: "2026-12-01T05:00:00.000Z",
        lastRun: undefined,
      },
    ]);
    await pass(7 * 60);
    expect(cloud.invocations).to.deep.equal([
      { name: functionArn, type: "Event", payload: { time: "2026-12-01T05:00:00Z" } },
    ]);
    const [{ next, lastRun } = { next: "", lastRun: "" }] = cloud.service.schedules();
    expect([next, lastRun]).to.deep.equal(["2027-01-01T05:00:00.000Z", "2026-12-01T05:00:00.000Z"]);
  });

  it("runs a new rate immediately, then at its interval, also after a restart", async () => {
    at("2026-11-23T09:00:00Z");
    const rate = { scheduleExpression: "rate(5 minutes)" };
    await declare(rate);
    await cloud.service.settle?.();
    await pass(7);
    expect(payloads()).to.deep.equal([{ time: "2026-11-23T09:00:00Z" }, { time: "2026-11-23T09:05:00Z" }]);
    cloud = await cloud.restart();
    await declare(rate);
    await cloud.service.settle?.();
    await pass(4);
    expect(payloads()).to.deep.equal([{ time: "2026-11-23T09:10:00Z" }]);
  });

  it("waits while it is paused, until it is run", async () => {
    at("2026-11-30T22:00:30Z");
    paused = true;
    cloud = await cloud.restart();
    await declare();
    await cloud.service.settle?.();
    await pass(7 * 60);
    expect(payloads()).to.deep.equal([]);
    await cloud.service.runNow("monthly");
    expect(payloads()).to.deep.equal([{ time: "2026-12-01T05:00:30Z" }]);
  });

  it("runs once, for the last time missed, after the machine slept", async () => {
    at("2026-11-23T09:00:30Z");
    await declare({ scheduleExpression: "cron(0/10 * * * ? *)" });
    await cloud.service.settle?.();
    mock.timers.setTime(new Date("2026-11-23T12:34:00Z").getTime());
    await pass(1);
    expect(payloads()).to.deep.equal([{ time: "2026-11-23T12:30:00Z" }]);
  });

  it("tries again as the retry policy says, then leaves the event in the dead-letter queue", async () => {
    at("2026-12-01T04:59:30Z");
    answer = () => {
      throw new Error("Function not found");
    };
    await declare();
    await cloud.service.settle?.();
    mock.timers.tick(30_000);
    // Between the tries lie one second, then two.
    await pass(1);
    const event = { time: "2026-12-01T05:00:00Z" };
    expect(payloads()).to.deep.equal([event, event, event]);
    expect(queued).to.deep.equal([{ queue: queueArn, body: JSON.stringify(event) }]);
    expect(problems).to.deep.equal([]);
  });

  it("gives up an event that has become too old", async () => {
    at("2026-12-01T04:59:30Z");
    answer = () => {
      throw new Error("Function not found");
    };
    await declare({}, { retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 5 } });
    await cloud.service.settle?.();
    await pass(1.5);
    // The second try comes with the next tick, when ten seconds have passed.
    expect([payloads().length, queued.length]).to.deep.equal([2, 1]);
  });

  it("reports events that the dead-letter queue does not accept either", async () => {
    at("2026-12-01T04:59:30Z");
    answer = () => {
      throw new Error("Function not found");
    };
    takes = false;
    await declare({}, { retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 } });
    await cloud.service.settle?.();
    mock.timers.tick(30_000);
    await pass(1);
    expect(problems).to.deep.equal([`Scheduler, ${scheduleArn}: The queue does not exist.`]);
  });

  it("runs immediately on request, for any time, and returns the function's response", async () => {
    await declare();
    const month = new Date("2026-03-01T05:00:00Z");
    expect(await cloud.service.runNow("monthly", month)).to.deep.equal({
      statusCode: 200,
      payload: `"done"`,
    });
    expect(cloud.invocations).to.deep.equal([
      { name: functionArn, type: "RequestResponse", payload: { time: "2026-03-01T05:00:00Z" } },
    ]);
    expect(() => cloud.service.runNow("yearly")).to.throw("Schedule yearly does not exist.");
  });

  it("starts state machines", async () => {
    const machine = "arn:aws:states:us-east-1:000000000000:stateMachine:backup";
    await declare({}, { arn: machine });
    const result = await cloud.service.runNow("monthly", new Date("2026-12-01T05:00:00Z"));
    expect(result).to.deep.equal({
      statusCode: 200,
      payload: JSON.stringify({ executionArn: `${machine}:1` }),
    });
    expect(executions).to.deep.equal([{ arn: machine, input: `{"time":"2026-12-01T05:00:00Z"}` }]);
  });

  it("refuses what AWS refuses, targets that it cannot reach, and settings that it would not keep to", async () => {
    const failure = (call: Promise<unknown>) =>
      call.then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await failure(declare({ scheduleExpression: "cron(0 6 1 * * *)" }))).to.equal(
      "Invalid Schedule Expression cron(0 6 1 * * *): one of day-of-month and day-of-week must be ?, and only one.",
    );
    expect(await failure(declare({}, { arn: queueArn }))).to.contain(
      "The local cloud's schedules reach functions and state machines.",
    );
    expect(await failure(declare({ endDate: "2027-01-01T00:00:00Z" }))).to.contain(
      'Unrecognized key: "endDate"',
    );
  });

  it("shows its schedules to the AWS SDK and CLI", async () => {
    await cloud.make("aws:scheduler/scheduleGroup:ScheduleGroup", "jobs", {});
    await declare({ groupName: "jobs" });
    const api = new SchedulerClient({ ...cloud.client, maxAttempts: 1 });
    const { Schedules } = await api.send(new ListSchedulesCommand({}));
    expect(Schedules).to.deep.equal([
      {
        Name: "monthly",
        GroupName: "jobs",
        Arn: scheduleArn.replace("default", "jobs"),
        State: "ENABLED",
        Target: { Arn: functionArn },
      },
    ]);
    for (const filter of [
      { GroupName: "default" },
      { NamePrefix: "daily" },
      { State: "DISABLED" as const },
    ]) {
      expect((await api.send(new ListSchedulesCommand(filter))).Schedules).to.deep.equal([]);
    }
    for (const wrong of [{ MaxResults: 0 }, { MaxResults: Number.NaN }, { State: "ON" as "ENABLED" }]) {
      const listed = api.send(new ListSchedulesCommand(wrong));
      expect(await listed.catch(({ name }) => name)).to.equal("ValidationException");
    }
    await refused(
      api.send(new GetScheduleCommand({ Name: "monthly", GroupName: "jobs" })),
      "UnknownOperationException",
      "The local cloud supports listing schedules only.",
    );
    api.destroy();
  });
});
