import { expect } from "chai";
import { LogGroups } from "../../../local/engine/logGroups";
import type { Service } from "../../../local/engine/service";
import { logs } from "../../../local/services/logs";
import { eventFilter } from "../../../local/services/logs/filterPattern";
import { CREDENTIALS } from "../../helpers/endpoint";
import { type Harness, start } from "../harness";
import { signedCall } from "../signedCall";

const GROUP = "/expenses/dev/logExpense";

describe("local CloudWatch Logs", () => {
  let cloud: Harness<Service>;
  let groups: LogGroups;
  beforeEach(async () => {
    cloud = await start((context) => {
      groups = new LogGroups(context.dataDir, (problem) => expect.fail(problem));
      return logs(context, groups);
    });
    await cloud.make("aws:cloudwatch/logGroup:LogGroup", "api", { name: "/expenses/dev/api-access" });
  });
  afterEach(async () => {
    await groups.close();
    await cloud.close();
  });

  const at = (second: number) => Date.parse("2026-11-26T08:00:00.000Z") + second * 1000;
  const line = (second: number, level: string) =>
    JSON.stringify({ timestamp: new Date(at(second)).toISOString(), level });

  async function call(operation: string, input: object) {
    const target = `Logs_20140328.${operation}`;
    const answer = await signedCall(
      { url: cloud.url, credentials: CREDENTIALS },
      { service: "logs", target, body: JSON.stringify(input) },
    );
    return { status: answer.status, body: JSON.parse(answer.body) };
  }
  async function messages(operation: string, input: object): Promise<string[]> {
    const { status, body } = await call(operation, { logGroupName: GROUP, ...input });
    expect(status, JSON.stringify(body)).to.equal(200);
    return body.events.map(({ message }: { message: string }) => message);
  }

  function write(): string[] {
    const lines = [line(0, "INFO"), "a line of text", line(60, "ERROR"), line(120, "INFO")];
    const log = groups.open(GROUP, "logExpense");
    for (const one of lines) log.add(one);
    return lines;
  }

  it("lists groups that are declared or written to, by page", async () => {
    write();
    const { body } = await call("DescribeLogGroups", { logGroupNamePrefix: "/expenses/", limit: 1 });
    expect(body.logGroups.map(({ logGroupName }: { logGroupName: string }) => logGroupName)).to.deep.equal([
      "/expenses/dev/api-access",
    ]);
    const next = await call("DescribeLogGroups", { nextToken: body.nextToken });
    expect(next.body.logGroups[0].logGroupName).to.equal(GROUP);
    expect(next.body.nextToken).to.equal(undefined);
  });

  it("says when the stream of a group was written to", async () => {
    write();
    const { body } = await call("DescribeLogStreams", { logGroupName: GROUP });
    expect(body.logStreams).to.have.length(1);
    expect(body.logStreams[0]).to.deep.include({
      logStreamName: "local",
      firstEventTimestamp: at(0),
      lastEventTimestamp: at(120),
    });
    expect(
      (await call("DescribeLogStreams", { logGroupName: "/expenses/dev/api-access" })).body,
    ).to.deep.equal({
      logStreams: [],
    });
  });

  it("filters events by pattern, period and page", async () => {
    const [first, text, error, last] = write();
    expect(await messages("FilterLogEvents", {})).to.deep.equal([first, text, error, last]);
    expect(await messages("FilterLogEvents", { filterPattern: '{ $.level = "ERROR" }' })).to.deep.equal([
      error,
    ]);
    expect(await messages("FilterLogEvents", { startTime: at(60) })).to.deep.equal([error, last]);
    expect(await messages("FilterLogEvents", { endTime: at(0) })).to.deep.equal([first, text]);
    const { body } = await call("FilterLogEvents", { logGroupName: GROUP, limit: 3 });
    const rest = await messages("FilterLogEvents", { limit: 3, nextToken: body.nextToken });
    expect(rest).to.deep.equal([last]);
  });

  it("filters events and streams by the names of streams", async () => {
    const lines = write();
    expect(await messages("FilterLogEvents", { logStreamNames: ["local"] })).to.deep.equal(lines);
    expect(await messages("FilterLogEvents", { logStreamNamePrefix: "2026/" })).to.deep.equal([]);
    const streams = async (logStreamNamePrefix: string) =>
      (await call("DescribeLogStreams", { logGroupName: GROUP, logStreamNamePrefix })).body.logStreams.length;
    expect([await streams("lo"), await streams("2026/")]).to.deep.equal([1, 0]);
    const none = await call("FilterLogEvents", { logGroupName: GROUP, logStreamNames: ["local", "other"] });
    expect(none).to.deep.equal({
      status: 400,
      body: { __type: "ResourceNotFoundException", message: "The specified log stream does not exist." },
    });
    const both = { logStreamNames: ["local"], logStreamNamePrefix: "lo" };
    const refusal = await call("FilterLogEvents", { logGroupName: GROUP, ...both });
    expect(refusal.body.__type).to.equal("InvalidParameterException");
  });

  for (const operation of ["FilterLogEvents", "GetLogEvents", "DescribeLogStreams", "DescribeLogGroups"]) {
    it(`refuses a token that it did not give: ${operation}`, async () => {
      write();
      const named = operation === "DescribeLogGroups" ? {} : { logGroupName: GROUP };
      const stream = operation === "GetLogEvents" ? { logStreamName: "local" } : {};
      const answer = await call(operation, { ...named, ...stream, nextToken: "x" });
      expect([answer.status, answer.body.__type]).to.deep.equal([400, "InvalidParameterException"]);
    });
  }

  it("is followed as the AWS CLI does: by page, then again from the time of the last event", async () => {
    const log = groups.open(GROUP, "logExpense");
    // More than one answer holds, ten of them in the same millisecond.
    const lines = Array.from(
      { length: 12_500 },
      (_, index) => `${line(Math.floor(index / 10) / 100, "INFO")} ${index}`,
    );
    for (const one of lines.slice(0, 12_000)) log.add(one);

    let [startTime, nextToken]: [number, string | undefined] = [at(1), undefined];
    let seen = new Map<number, Set<string>>();
    const printed: string[] = [];
    /** A request; those of an event that was printed print nothing. Returns whether the end is reached. */
    async function poll(): Promise<boolean> {
      const input = { logGroupName: GROUP, interleaved: true, startTime, nextToken };
      const { status, body } = await call("FilterLogEvents", input);
      expect(status).to.equal(200);
      for (const { eventId, timestamp, message } of body.events) {
        const ids = seen.get(timestamp) ?? new Set();
        if (!ids.has(eventId)) printed.push(message);
        seen.set(timestamp, ids.add(eventId));
      }
      const last = Math.max(...seen.keys());
      seen = new Map([[last, seen.get(last) ?? new Set()]]);
      nextToken = body.nextToken;
      if (nextToken === undefined) startTime = last;
      return nextToken === undefined;
    }

    expect(await poll()).to.equal(false);
    expect(printed).to.deep.equal(lines.slice(1000, 11_000));
    expect(await poll()).to.equal(true);
    expect(await poll()).to.equal(true);
    expect(printed).to.deep.equal(lines.slice(1000, 12_000));
    for (const one of lines.slice(12_000)) log.add(one);
    expect(await poll()).to.equal(true);
    expect(printed).to.deep.equal(lines.slice(1000));
  });

  it("reads events from either end", async () => {
    const lines = write();
    const input = { logStreamName: "local", limit: 2 };
    expect(await messages("GetLogEvents", input)).to.deep.equal(lines.slice(2));
    expect(await messages("GetLogEvents", { ...input, startFromHead: true })).to.deep.equal(
      lines.slice(0, 2),
    );
    const { body } = await call("GetLogEvents", { logGroupName: GROUP, ...input });
    expect(await messages("GetLogEvents", { ...input, nextToken: body.nextBackwardToken })).to.deep.equal(
      lines.slice(0, 2),
    );
    // At the end the token stays the same.
    const end = await call("GetLogEvents", {
      logGroupName: GROUP,
      ...input,
      nextToken: body.nextForwardToken,
    });
    expect(end.body).to.deep.include({ events: [], nextForwardToken: body.nextForwardToken });
  });

  it("reads a line whole that has the separators of other texts in it", async () => {
    const lines = ["a\u2028b", "a\u2029b", "50 %\r100 %", "a\fb\vc\u0085d", "", "the newest"];
    const log = groups.open(GROUP, "logExpense");
    for (const one of lines) log.add(one);
    const input = { logStreamName: "local" };
    expect(await messages("GetLogEvents", { ...input, limit: 2 })).to.deep.equal(lines.slice(-2));
    expect(await messages("GetLogEvents", { ...input, startFromHead: true })).to.deep.equal(lines);
  });

  it("refuses unknown groups and patterns", async () => {
    write();
    const unknown = await call("FilterLogEvents", { logGroupName: "/none" });
    expect(unknown).to.deep.equal({
      status: 400,
      body: { __type: "ResourceNotFoundException", message: "The specified log group does not exist." },
    });
    const pattern = await call("FilterLogEvents", { logGroupName: GROUP, filterPattern: "?ERROR ?WARN" });
    expect(pattern.body.__type).to.equal("InvalidParameterException");
  });

  const event = JSON.stringify({ level: "ERROR", status: 503, error: { name: "Busy (a.b)" } });
  const patterns: [pattern: string, matches: boolean][] = [
    ["", true],
    ["Busy", true],
    ['"Busy (a.b)"', true],
    ["Busy missing", false],
    ["{ $.status >= 500 }", true],
    ["{ $.status < 500 }", false],
    ['{ $.level = "ERROR" && $.status = 503 }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.level = "E*R" }', true],
    ['{ $.error.name = "Busy (axb)" }', false],
    ["{ $.missing = 1 }", false],
  ];
  for (const [pattern, matches] of patterns) {
    it(`${matches ? "matches" : "does not match"} ${pattern || "an empty pattern"}`, () => {
      expect(eventFilter(pattern)(event)).to.equal(matches);
    });
  }
});
