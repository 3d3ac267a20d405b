import type { Account, AccountChanges, AccountPage } from "../../domain/accounts/accountSchemas";
import type { AlarmList, DeadLetterList, JobList, Replay } from "../../domain/jobs/jobSchemas";
import type { TotalsPage } from "../../domain/ledgers/totalsSchemas";
import { request } from "./api";

export const listUsers = (cursor?: string) =>
  request<AccountPage>("GET", "/admin/users", { query: { cursor } });
export const changeUser = (id: string, body: AccountChanges) =>
  request<Account>("PATCH", `/admin/users/${encodeURIComponent(id)}`, { body });
export const getTotals = (month: string, cursor?: string) =>
  request<TotalsPage>("GET", "/admin/totals", { query: { month, cursor } });
export const getJobs = () => request<JobList>("GET", "/admin/jobs");
export const getDeadLetters = () => request<DeadLetterList>("GET", "/admin/deadLetters");
export const replayDeadLetters = (queue: string) =>
  request<Replay>("POST", `/admin/deadLetters/${encodeURIComponent(queue)}/replay`);
export const getAlarms = () => request<AlarmList>("GET", "/admin/alarms");
