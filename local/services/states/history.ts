import { join } from "node:path";
import type { StateMachine } from "aws-local-stepfunctions";
import type { Level } from "level";
import { openLevel } from "../../engine/level";

type LibraryEvent =
  ReturnType<StateMachine["run"]>["eventLogs"] extends AsyncGenerator<infer Event> ? Event : never;

/** An event as `GetExecutionHistory` has it. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  /** Epoch seconds. */
  timestamp: number;
  type: string;
  [details: `${string}EventDetails`]: object;
}

/** AWS's limit of events of an execution. */
const MAX_EVENTS = 25_000;

/** The steps of executions: in memory while they run, and in a LevelDB once they have ended. */
export class Histories {
  readonly #running = new Map<string, HistoryEvent[]>();

  private constructor(private readonly level: Level<string, HistoryEvent[]>) {}

  /** @throws LocalCloudError if the data is damaged. */
  static async open(dataDir: string): Promise<Histories> {
    return new Histories(await openLevel(join(dataDir, "histories"), { valueEncoding: "json" }));
  }

  /** Follows an execution to its end. Fails if its history cannot be kept. */
  async follow(executionArn: string, events: AsyncIterable<LibraryEvent>): Promise<void> {
    const history: HistoryEvent[] = [];
    this.#running.set(executionArn, history);
    try {
      for await (const event of events) {
        const known = describe(event);
        if (known === undefined || history.length === MAX_EVENTS) continue;
        const id = history.length + 1;
        history.push({ id, previousEventId: id - 1, timestamp: event.timestamp / 1000, ...known });
      }
      await this.level.put(executionArn, history);
    } finally {
      this.#running.delete(executionArn);
    }
  }

  /** Returns undefined for an execution that was not followed to its end. */
  async of(executionArn: string): Promise<readonly HistoryEvent[] | undefined> {
    return this.#running.get(executionArn) ?? (await this.level.get(executionArn));
  }

  async forget(executionArns: readonly string[]): Promise<void> {
    await this.level.batch(executionArns.map((key) => ({ type: "del", key })));
  }

  close(): Promise<void> {
    return this.level.close();
  }
}

type Described = Pick<HistoryEvent, "type"> & { [details: `${string}EventDetails`]: object };

/** The name and the details that AWS gives to an event; undefined for events that it does not have. */
function describe(event: LibraryEvent): Described | undefined {
  const { type } = event;
  switch (type) {
    case "ExecutionStarted":
      return { type, executionStartedEventDetails: { input: JSON.stringify(event.input) } };
    case "ExecutionSucceeded":
      return { type, executionSucceededEventDetails: { output: JSON.stringify(event.output) } };
    case "ExecutionFailed":
      return { type, executionFailedEventDetails: { error: event.Error, cause: String(event.Cause) } };
    case "ExecutionAborted":
      return { type };
    case "ExecutionTimeout":
      return { type: "ExecutionTimedOut" };
    case "StateEntered": {
      const { name, input } = event.state;
      const details = { name, input: JSON.stringify(input) };
      return { type: `${event.state.type}StateEntered`, stateEnteredEventDetails: details };
    }
    case "StateExited": {
      const { name, output } = event.state;
      const details = { name, output: JSON.stringify(output) };
      return { type: `${event.state.type}StateExited`, stateExitedEventDetails: details };
    }
    case "StateFailed":
      if (event.state.type !== "Task") return undefined;
      return {
        type: "TaskFailed",
        taskFailedEventDetails: { error: event.Error, cause: String(event.Cause) },
      };
    default:
      return undefined;
  }
}
