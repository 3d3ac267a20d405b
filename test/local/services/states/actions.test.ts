import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect } from "chai";
import { machineArn, startMachine, type TestMachine, task } from "./fixture";

describe("local Step Functions", () => {
  let machine: TestMachine;
  beforeEach(async () => {
    machine = await startMachine();
  });
  afterEach(() => machine.close());

  describe("over the API", () => {
    let api: SFNClient;
    beforeEach(() => {
      api = new SFNClient({ ...machine.cloud.client, maxAttempts: 1 });
    });
    afterEach(() => api.destroy());

    const definition = { StartAt: "Run", States: { Run: task({ End: true }) } };

    it("tells the history of an execution, and pages lists", async () => {
      await machine.declare(definition);
      const started = ["first", "second", "third"].map((name) =>
        api.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: `{"a":1}` })),
      );
      const [{ executionArn = "" } = {}] = await Promise.all(started);
      await machine.cloud.service.idle();
      const { events = [] } = await api.send(new GetExecutionHistoryCommand({ executionArn }));
      expect(events.map(({ id, type }) => [id, type])).to.deep.equal([
        [1, "ExecutionStarted"],
        [2, "TaskStateEntered"],
        [3, "TaskStateExited"],
        [4, "ExecutionSucceeded"],
      ]);
      expect(events[1]?.stateEnteredEventDetails).to.deep.equal({ name: "Run", input: `{"a":1}` });
      const latest = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 });
      expect((await api.send(latest)).events?.map(({ type }) => type)).to.deep.equal(["ExecutionSucceeded"]);
      const pages = paginateListExecutions({ client: api, pageSize: 2 }, { stateMachineArn: machineArn });
      const sizes = [];
      for await (const { executions = [] } of pages) sizes.push(executions.length);
      expect(sizes).to.deep.equal([2, 1]);
    });

    it("keeps the histories of executions that a restart or many others follow", async () => {
      await machine.declare(definition);
      const start = new StartExecutionCommand({ stateMachineArn: machineArn, input: `{"a":1}` });
      const { executionArn } = await api.send(start);
      const history = async () => (await api.send(new GetExecutionHistoryCommand({ executionArn }))).events;
      await machine.cloud.service.idle();
      const before = await history();
      expect(before).to.have.length(4);
      for (let count = 0; count < 25; count++) await machine.cloud.service.start(machineArn, "{}");
      await machine.cloud.service.idle();
      expect(await history()).to.deep.equal(before);
      await machine.restart();
      api = new SFNClient({ ...machine.cloud.client, maxAttempts: 1 });
      expect(await history()).to.deep.equal(before);
    });

    it("lists machines, starts them and describes what came of it", async () => {
      await machine.declare(definition);
      const { stateMachines } = await api.send(new ListStateMachinesCommand({}));
      expect(
        stateMachines?.map(({ stateMachineArn, name, type }) => [stateMachineArn, name, type]),
      ).to.deep.equal([[machineArn, "job", "STANDARD"]]);
      const { executionArn = "" } = await api.send(
        new StartExecutionCommand({ stateMachineArn: machineArn, name: "first", input: `{"a":1}` }),
      );
      expect(executionArn).to.equal(`${machineArn.replace("stateMachine", "execution")}:first`);
      await machine.cloud.service.ended(executionArn);
      const {
        $metadata: _,
        startDate,
        stopDate,
        ...execution
      } = await api.send(new DescribeExecutionCommand({ executionArn }));
      expect(execution).to.deep.equal({
        executionArn,
        stateMachineArn: machineArn,
        name: "first",
        status: "SUCCEEDED",
        input: `{"a":1}`,
        output: `{"a":1}`,
      });
      expect(Number(stopDate)).to.be.at.least(Number(startDate));
      const { executions } = await api.send(
        new ListExecutionsCommand({ stateMachineArn: machineArn, statusFilter: "SUCCEEDED" }),
      );
      expect(executions?.map(({ name }) => name)).to.deep.equal(["first"]);
    });

    it("stops an execution, and does not start one name twice", async () => {
      const { called } = machine.hold();
      await machine.declare(definition);
      const once = { stateMachineArn: machineArn, name: "once", input: "{}" };
      const { executionArn } = await api.send(new StartExecutionCommand(once));
      await called;
      expect((await api.send(new StartExecutionCommand(once))).executionArn).to.equal(executionArn);
      const other: unknown = await api
        .send(new StartExecutionCommand({ ...once, input: "[]" }))
        .catch((error) => error);
      expect((other as Error).name).to.equal("ExecutionAlreadyExists");
      await api.send(new StopExecutionCommand({ executionArn }));
      expect((await api.send(new DescribeExecutionCommand({ executionArn }))).status).to.equal("ABORTED");
    });

    it("says what does not exist or is no JSON", async () => {
      await machine.declare(definition);
      const name = (call: Promise<unknown>) =>
        call.then(
          () => "none",
          (error: Error) => error.name,
        );
      const start = (stateMachineArn: string, input: string) =>
        api.send(new StartExecutionCommand({ stateMachineArn, input }));
      expect(await name(start(`${machineArn}s`, "{}"))).to.equal("StateMachineDoesNotExist");
      expect(await name(start(machineArn, "{"))).to.equal("InvalidExecutionInput");
      const unknown = new DescribeExecutionCommand({ executionArn: `${machineArn}:none` });
      expect(await name(api.send(unknown))).to.equal("ExecutionDoesNotExist");
    });
  });
});
