import type { StateMachine } from "aws-local-stepfunctions";

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

/** Executions whose history is kept, and AWS's limit of events in one. */
const KEPT_EXECUTIONS = 20;
const MAX_EVENTS = 25_000;

/** The steps of the latest executions of this run. */
export class Histories {
  readonly #events = new Map<string, HistoryEvent[]>();

  /** Follows an execution to its end. */
  async follow(executionArn: string, events: AsyncIterable<LibraryEvent>): Promise<void> {
    const history: HistoryEvent[] = [];
    this.#events.set(executionArn, history);
    const [oldest] = this.#events.keys();
    if (this.#events.size > KEPT_EXECUTIONS && oldest !== undefined) this.#events.delete(oldest);
    for await (const event of events) {
      const known = describe(event);
      if (known === undefined || history.length === MAX_EVENTS) continue;
      const id = history.length + 1;
      history.push({ id, previousEventId: id - 1, timestamp: event.timestamp / 1000, ...known });
    }
  }

  of(executionArn: string): readonly HistoryEvent[] {
    return this.#events.get(executionArn) ?? [];
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
