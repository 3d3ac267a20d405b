import type * as pulumi from "@pulumi/pulumi";
import type { AlertThresholds } from "../domain/expenses/alertMarks";
import { LIST_INDEX } from "../domain/expenses/expenseKeys";
import { getAlertSubscription } from "../handlers/alerts/getAlertSubscription";
import { listAlerts } from "../handlers/alerts/listAlerts";
import { subscribeToAlerts } from "../handlers/alerts/subscribeToAlerts";
import { unsubscribeFromAlerts } from "../handlers/alerts/unsubscribeFromAlerts";
import { deleteExpense } from "../handlers/expenses/deleteExpense";
import { getExpense } from "../handlers/expenses/getExpense";
import { getSummary } from "../handlers/expenses/getSummary";
import { listExpenses } from "../handlers/expenses/listExpenses";
import { listTrash } from "../handlers/expenses/listTrash";
import { logExpense } from "../handlers/expenses/logExpense";
import { restoreExpense } from "../handlers/expenses/restoreExpense";
import { updateExpense } from "../handlers/expenses/updateExpense";
import { getSettings } from "../handlers/settings/getSettings";
import { saveSettings } from "../handlers/settings/saveSettings";
import type { AlertTopic } from "./alertTopic";
import { metricsNamespace } from "./documents/metricsNamespace";
import type { ExpenseStore } from "./expenseStore";
import {
  type DeployedFunction,
  InlineFunction,
  type InlineFunctionArgs,
  type Statement,
} from "./inlineFunction";

export interface ExpenseFunctionsArgs {
  store: ExpenseStore;
  alerts: AlertTopic;
  /** Origin of the site, for CORS. */
  siteOrigin: pulumi.Input<string>;
  /** ISO 4217; of an expense that names none. */
  currency: string;
  /** IANA zone that says what today is. */
  timezone: string;
  thresholds: AlertThresholds;
  /** Instances that are kept for functions, by handler name. */
  reservedConcurrency: Readonly<Record<string, number>>;
}

/** Functions by the name of their handler, as `operations` in `domain/http/api.ts` names them. */
export type ApiFunctions = Record<string, DeployedFunction>;

/** The functions behind the expense and alert routes, each with only the rights that its operation needs. */
export function expenseFunctions(args: ExpenseFunctionsArgs, parent: pulumi.Resource): ApiFunctions {
  const { reservedConcurrency } = args;
  const place = { parent, reservedConcurrency };
  const functions = {
    ...reading(args, place),
    ...writing(args, place),
    ...subscribing(args, place),
    ...settings(args, place),
  };
  const unknown = Object.keys(reservedConcurrency).filter((name) => !(name in functions));
  if (unknown.length > 0) {
    throw new Error(
      `\`reservedConcurrency\` names ${unknown.join(", ")}; there is: ${Object.keys(functions).join(", ")}.`,
    );
  }
  return functions;
}

/** What all functions here have in common. */
interface Placement {
  parent: pulumi.Resource;
  reservedConcurrency: Readonly<Record<string, number>>;
}

function reading({ store, siteOrigin }: ExpenseFunctionsArgs, place: Placement): ApiFunctions {
  const env = { expensesTable: store.expenses.name, siteOrigin };
  const list = [{ actions: ["dynamodb:Query"], resources: [store.indexArn(LIST_INDEX)] }];
  return {
    getExpense: make("getExpense", place, {
      description: "Reads an expense",
      handler: getExpense,
      env,
      statements: [allow(store, "dynamodb:GetItem")],
    }),
    listExpenses: make("listExpenses", place, {
      description: "Lists expenses, newest first",
      handler: listExpenses,
      env,
      statements: list,
    }),
    listTrash: make("listTrash", place, {
      description: "Lists deleted expenses",
      handler: listTrash,
      env,
      statements: list,
    }),
    getSummary: make("getSummary", place, {
      description: "Sums a month",
      handler: getSummary,
      env,
      statements: list,
    }),
  };
}

function writing(args: ExpenseFunctionsArgs, place: Placement): ApiFunctions {
  const { store, alerts, siteOrigin, currency, timezone, thresholds } = args;
  const env = { expensesTable: store.expenses.name, siteOrigin };
  const alerting = {
    ...env,
    ledgersTable: store.ledgers.name,
    alertTopicArn: alerts.arn,
    metricsNamespace: metricsNamespace(),
    thresholds,
  };
  // Sending an alert ends with noting it in the ledger and with taking its mark away, which is an update.
  const alertStatements = [
    allow(store, "dynamodb:UpdateItem"),
    { actions: ["dynamodb:PutItem"], resources: [store.ledgers.arn] },
    ...alerts.publishStatements,
  ];
  const change = [allow(store, "dynamodb:GetItem", "dynamodb:PutItem")];
  return {
    logExpense: make("logExpense", place, {
      description: "Logs an expense, and alerts when it is above the threshold",
      handler: logExpense,
      env: { ...alerting, currency, timezone },
      statements: [...change, ...alertStatements],
    }),
    updateExpense: make("updateExpense", place, {
      description: "Changes an expense, and alerts when it crosses the threshold",
      handler: updateExpense,
      env: alerting,
      statements: [...change, ...alertStatements],
    }),
    deleteExpense: make("deleteExpense", place, {
      description: "Moves an expense to the trash",
      handler: deleteExpense,
      env,
      statements: change,
    }),
    restoreExpense: make("restoreExpense", place, {
      description: "Takes an expense out of the trash",
      handler: restoreExpense,
      env,
      statements: change,
    }),
  };
}

function subscribing({ store, alerts, siteOrigin }: ExpenseFunctionsArgs, place: Placement): ApiFunctions {
  const env = { ledgersTable: store.ledgers.name, alertTopicArn: alerts.arn, siteOrigin };
  const ledger = (...actions: string[]) => ({ actions, resources: [store.ledgers.arn] });
  // SNS has no resource level for what concerns a subscription
  // (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html).
  const subscription = (...actions: string[]) => ({ actions, resources: ["*"] });
  return {
    getAlertSubscription: make("getAlertSubscription", place, {
      description: "Tells whether the user gets alert mails",
      handler: getAlertSubscription,
      env,
      statements: [
        ledger("dynamodb:GetItem", "dynamodb:DeleteItem"),
        subscription("sns:GetSubscriptionAttributes", "sns:Unsubscribe"),
      ],
    }),
    subscribeToAlerts: make("subscribeToAlerts", place, {
      description: "Mails the user the alerts of their own ledger",
      handler: subscribeToAlerts,
      env,
      statements: [
        ledger("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"),
        { actions: ["sns:Subscribe"], resources: [alerts.arn] },
        subscription("sns:GetSubscriptionAttributes", "sns:Unsubscribe"),
      ],
    }),
    unsubscribeFromAlerts: make("unsubscribeFromAlerts", place, {
      description: "Ends the user's alert mails",
      handler: unsubscribeFromAlerts,
      env,
      statements: [
        ledger("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"),
        subscription("sns:Unsubscribe"),
      ],
    }),
  };
}

function settings({ store, siteOrigin }: ExpenseFunctionsArgs, place: Placement): ApiFunctions {
  const env = { ledgersTable: store.ledgers.name, siteOrigin };
  const ledger = (action: string) => [{ actions: [action], resources: [store.ledgers.arn] }];
  return {
    getSettings: make("getSettings", place, {
      description: "Reads the user's settings",
      handler: getSettings,
      env,
      statements: ledger("dynamodb:GetItem"),
    }),
    saveSettings: make("saveSettings", place, {
      description: "Replaces the user's settings",
      handler: saveSettings,
      env,
      statements: ledger("dynamodb:PutItem"),
    }),
    listAlerts: make("listAlerts", place, {
      description: "Lists the alerts that were sent",
      handler: listAlerts,
      env,
      statements: ledger("dynamodb:Query"),
    }),
  };
}

function allow(store: ExpenseStore, ...actions: string[]): Statement {
  return { actions, resources: [store.expenses.arn] };
}

function make<Env>(
  name: string,
  { parent, reservedConcurrency }: Placement,
  args: InlineFunctionArgs<Env>,
): DeployedFunction {
  return new InlineFunction(name, { ...args, reservedConcurrency: reservedConcurrency[name] }, { parent });
}
