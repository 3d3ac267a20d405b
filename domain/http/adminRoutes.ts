import { account, accountChanges, accountPage, accountQuery } from "../accounts/accountSchemas";
import { alarmList, deadLetterList, jobList, replay } from "../jobs/jobSchemas";
import { totalsPage, totalsQuery } from "../ledgers/totalsSchemas";
import type { Operation } from "./operation";

/** The routes that only admins may use; everybody else is answered 403. */
export const adminOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/admin/users",
    handler: "listUsers",
    summary: "List users",
    query: accountQuery,
    responses: { 200: accountPage },
    refusals: [403],
  },
  {
    method: "patch",
    path: "/admin/users/{id}",
    handler: "changeUser",
    summary: "Disable or enable a user, make one an admin or no longer",
    body: accountChanges,
    responses: { 200: account },
    refusals: [403, 404, 409],
  },
  {
    method: "get",
    path: "/admin/totals",
    handler: "getTotals",
    summary: "What each ledger spent in a month",
    query: totalsQuery,
    responses: { 200: totalsPage },
    refusals: [403],
  },
  {
    method: "get",
    path: "/admin/jobs",
    handler: "getJobs",
    summary: "When each job last succeeded",
    responses: { 200: jobList },
    refusals: [403],
  },
  {
    method: "get",
    path: "/admin/deadLetters",
    handler: "getDeadLetters",
    summary: "Events that could not be handled",
    responses: { 200: deadLetterList },
    refusals: [403],
  },
  {
    method: "post",
    path: "/admin/deadLetters/{queue}/replay",
    handler: "replayDeadLetters",
    summary: "Start the events of a queue again",
    responses: { 200: replay },
    refusals: [403, 404],
  },
  {
    method: "get",
    path: "/admin/alarms",
    handler: "getAlarms",
    summary: "The state of every alarm",
    responses: { 200: alarmList },
    refusals: [403],
  },
];
