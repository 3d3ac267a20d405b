import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** With the reports' schedule: emails the letter of the last month to users who want it. */
export const mailLetters = job({
  description: "Emails the letters of the previous month",
  invocation: "event",
  schedule: {
    name: "letters",
    follows: "report",
  },
  uses: {
    "expenses.list": ["Query"],
    "expenses.ledgerChanges": ["Query"],
    expenses: ["BatchGetItem"],
    ledgers: ["BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"],
    "ledgers.byKind": ["Query"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
    phraseLetter: ["InvokeFunction"],
  },
  settings: ["metricsNamespace", "quotas", "siteUrl", "timezone"],
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    "mailLetters-failures": {
      means:
        "three runs failed to email all monthly letters. Nobody gets two: a letter is marked before it is emailed.",
      response:
        "find the user and the cause in the log, then replay the event on the admin page: it emails the remaining letters.",
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/mailLetters --filter-pattern '{ $.level = "ERROR" }' --limit 20`,
    },
    "mailLetters-slow": {
      means:
        "the letters take nearly all of the 15 minutes that a function has. The next two attempts email the rest.",
      response: "nothing, unless letters remain: then replay the event, which continues.",
    },
  },
  handler: (env) => async () => {
    const { alertMailerOf } = await import("../../domain/alerts/alertPublisher.js");
    const { FunctionInvoker } = await import("../../domain/aws/functions.js");
    const { AlertRecipientReader } = await import("../../domain/alerts/alertRecipients.js");
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { insightReaderOf } = await import("../../domain/budgets/insightReader.js");
    const { hasTime } = await import("../../domain/jobs/jobInput.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { LetterMarks } = await import("../../domain/letters/letterMarks.js");
    const { LetterReaders } = await import("../../domain/letters/letterReaders.js");
    const { runLetters } = await import("../../domain/letters/letterRun.js");
    const { LetterWriter } = await import("../../domain/letters/letterWriter.js");
    const { LetterSender } = await import("../../domain/letters/letterSender.js");

    const db = documentClient();
    const functions = new FunctionInvoker();
    const sender = new LetterSender({
      access: new AccessReader(db, env.ledgers),
      recipients: new AlertRecipientReader(db, env.ledgers, snsClient()),
      reader: insightReaderOf(env),
      marks: new LetterMarks(db, env.ledgers),
      mailer: alertMailerOf(env),
      writer: new LetterWriter({
        phrase:
          env.phraseLetter === ""
            ? undefined
            : async (request) => {
                const { text } = await functions.call<{ text?: string }>(env.phraseLetter, request);
                return text;
              },
        metricsNamespace: env.metricsNamespace,
      }),
      siteUrl: env.siteUrl,
      timezone: env.timezone,
    });
    const options = { readers: new LetterReaders(db, env.ledgers), sender, now: () => new Date() };

    return async (_event: unknown, context: Context) => runLetters({ ...options, hasTime: hasTime(context) });
  },
});
