import type { ConsoleSources } from "../../../local/console";
import type { Mail } from "../../../local/engine/service";

/** User actions in the console. */
export interface Deeds {
  invoked: { name: string; payload: unknown }[];
  ran: string[];
  purged: string[];
  started: { machine: string; input: string }[];
  problems: string[];
}

const day = (time: string) => `2026-11-23T${time}.000Z`;
const machineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:backup";
const SECRET = "Tr0ub4dor&3xyz";

const mails: (Mail & { id: string; at: string })[] = [
  {
    id: "2",
    at: day("09:12:44"),
    to: "demo@example.com",
    subject: "AWS Notification - Subscription Confirmation",
    text: "You have chosen to subscribe to the topic:\narn:aws:sns:us-east-1:000000000000:alerts",
    links: [
      { label: "Confirm subscription", href: "http://127.0.0.1:4566/?Action=ConfirmSubscription&Token=1" },
    ],
  },
  {
    id: "1",
    at: day("09:10:02"),
    to: "ann@example.org",
    subject: "Your expense tracker code",
    text: `Your code is 123456. <script>alert("1")</script>`,
  },
];

const logs = [
  JSON.stringify({ timestamp: day("09:00:00"), level: "INFO", message: "Expense logged", requestId: "a1" }),
  JSON.stringify({
    timestamp: day("09:00:01"),
    level: "ERROR",
    message: "The alert stays pending",
    error: "<timeout>",
  }),
  JSON.stringify({
    time: day("09:00:01"),
    type: "platform.report",
    record: { metrics: { durationMs: 12.3 } },
  }),
  "a line of text",
];

const inputs = { handler: "index.handler", code: undefined, timeout: 10, memorySize: 512 };
const names = ["logExpense", "listExpenses", "generateReport", "backupToRds"];

/** A cloud for the console to show, with its actions; nothing runs. */
export function consoleFixture(): {
  sources: ConsoleSources;
  deeds: Deeds;
  /** The executions that it shows. */
  executions: object[];
} {
  const deeds: Deeds = { invoked: [], ran: [], purged: [], started: [], problems: [] };
  const functions = names.map((name) => ({
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    inputs,
  }));
  const executions: object[] = [
    {
      executionArn: `${machineArn}:1`,
      stateMachineArn: machineArn,
      name: "e-1",
      status: "FAILED",
      startDate: day("03:00:00"),
      stopDate: day("03:00:12").replace(".000", ".500"),
      input: "{}",
      error: "BusyError",
      cause: JSON.stringify({ errorType: "BusyError", errorMessage: "Another backup is running." }),
    },
    {
      executionArn: `${machineArn}:2`,
      stateMachineArn: machineArn,
      name: "e-2",
      status: "RUNNING",
      startDate: day("04:00:00"),
      input: `{"mode":"full"}`,
    },
  ];
  const sources = {
    project: "serverless-expense-tracker",
    region: "us-east-1",
    host: "localhost",
    endpointUrl: "http://127.0.0.1:4566",
    dataDir: "/data",
    demoUser: () => ({ email: "demo@example.com", password: "Demo-1234-5678" }),
    outputs: () => ({
      siteUrl: { value: "http://localhost:3000/", secret: false },
      tableName: { value: "expenses", secret: false },
      databasePassword: { value: SECRET, secret: true },
    }),
    resources: () => [
      {
        type: "aws:dynamodb/table:Table",
        name: "expenses",
        id: "expenses",
        inputs: { hashKey: "expenseId", billingMode: "PAY_PER_REQUEST" },
        state: { arn: "arn:aws:dynamodb:us-east-1:000000000000:table/expenses" },
      },
      {
        type: "random:index/randomPassword:RandomPassword",
        name: "database",
        id: "drawn-password-1",
        inputs: { length: 16 },
        state: { result: "drawn-password-1" },
      },
      {
        type: "aws:lambda/invocation:Invocation",
        name: "schema",
        id: "1",
        inputs: { input: JSON.stringify({ password: "drawn-password-1", other: SECRET }) },
        state: {},
      },
    ],
    cognito: { appCodes: () => [{ email: "ann@example.org", code: "246810", seconds: 12 }] },
    inbox: { mails: (to?: string) => (to ? mails.filter((mail) => mail.to === to) : mails) },
    lambda: {
      all: () => functions,
      find: (name: string) => functions.find((one) => one.name === name),
      logs: () => logs,
      async invoke(name: string, payload: unknown) {
        deeds.invoked.push({ name, payload });
        if (name === "backupToRds") throw new Error("The database is not running; wait a moment.");
        return { statusCode: 200, payload: JSON.stringify({ statusCode: 201, name }) };
      },
    },
    scheduler: {
      schedules: () => [
        {
          name: "report",
          expression: "cron(0 6 1 * ? *)",
          timezone: "Europe/Berlin",
          next: day("05:00:00").replace("11-23", "12-01"),
          lastRun: day("05:00:00").replace("11-23", "11-01"),
        },
        { name: "sweep", expression: "rate(5 minutes)", timezone: "UTC" },
      ],
      async runNow(name: string) {
        deeds.ran.push(name);
        return {
          statusCode: 200,
          functionError: "Unhandled",
          payload: JSON.stringify({ errorType: "BusyError" }),
        };
      },
    },
    sqs: {
      queues: () => [
        { name: "report-undelivered", messages: [] },
        {
          name: "sweep-failed",
          messages: [
            {
              id: "m-1",
              body: `{"requestPayload":{"a":"<b>"}}`,
              sentAt: Date.parse(day("08:00:00")),
              receiveCount: 0,
            },
          ],
        },
      ],
      purge: async (name: string) => void deeds.purged.push(name),
    },
    stepFunctions: {
      machines: () => [{ name: "backup", arn: machineArn }],
      executions: () => executions,
      async start(machine: string, input: string) {
        deeds.started.push({ machine, input });
        return { name: "e-3" };
      },
    },
    report: (problem: string) => deeds.problems.push(problem),
    // The parts of services that the console looks at; the services themselves have tests of their own.
  } as unknown as ConsoleSources;
  return { sources, deeds, executions };
}
