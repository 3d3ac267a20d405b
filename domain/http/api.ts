import * as z from "zod";
import { alertSubscription, sentAlerts } from "../alerts/alertSchemas";
import {
  expense,
  expenseChanges,
  expensePage,
  listQuery,
  logExpenseBody,
  newExpense,
  summaryQuery,
  trashQuery,
} from "../expenses/expense";
import { summary } from "../expenses/summary";
import { exportStatus } from "../exports/exportSchemas";
import { settings } from "../ledgers/settings";
import { reportLink, reportList, reportStatus } from "../reports/reportSchemas";
import { adminOperations } from "./adminRoutes";
import type { HeaderParameter, Operation } from "./operation";

/** Body of every refusal and failure. */
export const problem = z
  .strictObject({
    message: z.string().describe("What happened and what to do, for people."),
    field: z.string().optional().describe("The part of the request that is wrong."),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;

/** Answer where work was started that goes on. */
export const accepted = z.strictObject({ message: z.string() }).meta({ id: "Accepted" });

/** Answer of `POST /logexpense`. */
export const loggedExpense = z
  .strictObject({ message: z.literal("Expense logged successfully"), expenseId: z.string() })
  .meta({ id: "LoggedExpense" });

const idempotencyKey: HeaderParameter = {
  name: "Idempotency-Key",
  required: false,
  description:
    "1 to 128 visible ASCII characters. The same key with the same body answers the same expense again.",
};
const ifMatch: HeaderParameter = {
  name: "If-Match",
  required: false,
  description: "The ETag of the version that the change is made to; absent answers 428, another version 412.",
};

/** Every route, for the OpenAPI document, the gateway and the site. */
export const operations: readonly Operation[] = [
  {
    method: "post",
    path: "/expenses",
    handler: "logExpense",
    summary: "Log an expense",
    headers: [idempotencyKey],
    body: newExpense,
    responses: { 201: expense },
    refusals: [422],
  },
  {
    method: "post",
    path: "/logexpense",
    handler: "logExpense",
    summary: "Log an expense by description and amount",
    headers: [idempotencyKey],
    body: logExpenseBody,
    responses: { 200: loggedExpense },
    refusals: [422],
  },
  {
    method: "get",
    path: "/expenses",
    handler: "listExpenses",
    summary: "List expenses, newest first",
    query: listQuery,
    responses: { 200: expensePage },
  },
  {
    method: "get",
    path: "/expenses/trash",
    handler: "listTrash",
    summary: "List deleted expenses",
    query: trashQuery,
    responses: { 200: expensePage },
  },
  {
    method: "get",
    path: "/expenses/{id}",
    handler: "getExpense",
    summary: "Read an expense",
    responses: { 200: expense },
    refusals: [404],
  },
  {
    method: "patch",
    path: "/expenses/{id}",
    handler: "updateExpense",
    summary: "Change an expense",
    headers: [ifMatch],
    body: expenseChanges,
    responses: { 200: expense },
    refusals: [404, 412, 428],
  },
  {
    method: "delete",
    path: "/expenses/{id}",
    handler: "deleteExpense",
    summary: "Move an expense to the trash",
    responses: { 204: undefined },
    refusals: [404, 409],
  },
  {
    method: "post",
    path: "/expenses/{id}/restore",
    handler: "restoreExpense",
    summary: "Take an expense out of the trash",
    responses: { 200: expense },
    refusals: [404, 409],
  },
  {
    method: "get",
    path: "/summary",
    handler: "getSummary",
    summary: "Sums of a month",
    query: summaryQuery,
    responses: { 200: summary },
  },
  {
    method: "get",
    path: "/alerts/subscription",
    handler: "getAlertSubscription",
    summary: "Whether I get alert mails",
    responses: { 200: alertSubscription },
  },
  {
    method: "post",
    path: "/alerts/subscription",
    handler: "subscribeToAlerts",
    summary: "Mail me my alerts",
    responses: { 200: alertSubscription },
    refusals: [409],
  },
  {
    method: "delete",
    path: "/alerts/subscription",
    handler: "unsubscribeFromAlerts",
    summary: "Stop my alert mails",
    responses: { 200: alertSubscription },
  },
  {
    method: "get",
    path: "/alerts",
    handler: "listAlerts",
    summary: "The alerts that were sent, newest first",
    responses: { 200: sentAlerts },
  },
  {
    method: "get",
    path: "/settings",
    handler: "getSettings",
    summary: "My settings and categories",
    responses: { 200: settings },
  },
  {
    method: "put",
    path: "/settings",
    handler: "saveSettings",
    summary: "Replace my settings and categories",
    headers: [ifMatch],
    body: settings,
    responses: { 200: settings },
    refusals: [412, 428],
  },
  {
    method: "get",
    path: "/reports",
    handler: "listReports",
    summary: "My monthly reports, newest first",
    responses: { 200: reportList },
  },
  {
    method: "post",
    path: "/reports/{month}",
    handler: "requestReport",
    summary: "Have the report of a month made",
    responses: { 202: reportStatus },
  },
  {
    method: "get",
    path: "/reports/{month}",
    handler: "downloadReport",
    summary: "A link that downloads a report",
    responses: { 200: reportLink, 409: reportStatus },
    refusals: [404],
  },
  {
    method: "post",
    path: "/reports/{month}/retrieval",
    handler: "retrieveReport",
    summary: "Ask a report back from the archive",
    responses: { 200: reportStatus, 202: reportStatus },
    refusals: [404],
  },
  {
    method: "post",
    path: "/exports",
    handler: "requestExport",
    summary: "Have all my data written into files",
    responses: { 202: exportStatus },
  },
  {
    method: "get",
    path: "/exports/{id}",
    handler: "getExport",
    summary: "How an export stands, and its files",
    responses: { 200: exportStatus },
    refusals: [404],
  },
  {
    method: "delete",
    path: "/account",
    handler: "closeAccount",
    summary: "Delete my account and all my data",
    responses: { 202: accepted },
  },
  ...adminOperations,
];
