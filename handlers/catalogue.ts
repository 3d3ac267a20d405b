import { LEDGER_ID, type Route } from "../domain/http/route";
import { isLedgerRole, writesContents } from "../domain/ledgers/roles";
import * as handlers from "./index";
import { isTracked, type Job, type TrackedSchedule } from "./job";
import type { Audience, DeploymentPart, Operation } from "./operation";

/** The name of a function: that of its definition. */
export type FunctionName = keyof typeof handlers;

/** A definition with the name of its function. */
export type Named<Definition> = Definition & { readonly name: FunctionName };

/** A route with the name of the function that serves it. */
export interface ServedRoute extends Route {
  readonly handler: string;
  /** Least role that may call it. */
  readonly role: Audience;
  /** Only deployments with this part have it. */
  readonly part?: DeploymentPart;
}

const definitions: readonly Named<Operation | Job>[] = Object.entries(handlers).map(([name, definition]) => ({
  ...definition,
  name: name as FunctionName,
}));

/** Every operation of the API. */
export const operations: readonly Named<Operation>[] = definitions.filter((one) => one.kind === "operation");

/** Every job, whether or not this deployment has it. */
export const jobs: readonly Named<Job>[] = definitions.filter((one) => one.kind === "job");

/** The schedules of the jobs that have to succeed regularly. */
export const trackedSchedules: readonly (TrackedSchedule & Pick<Job, "description">)[] = jobs.flatMap(
  ({ description, schedule }) => (isTracked(schedule) ? { description, ...schedule } : []),
);

/** Every route of the API. */
export const routes: readonly ServedRoute[] = operations.flatMap((operation) =>
  [operation, ...operation.also].map(
    ({ route, summary, query, headers = [], body, answers, answerType, refusals = [] }) => ({
      route,
      summary,
      query,
      body,
      answers,
      ...(answerType && { answerType }),
      headers: isLedgerRole(operation.role) ? [...headers, LEDGER_ID] : headers,
      refusals: [...new Set([...refusalsOfRole(operation), ...refusals])],
      handler: operation.name,
      role: operation.role,
      ...(operation.part && { part: operation.part }),
    }),
  ),
);

/** Statuses of the refusals that follow from the role that an operation requires. */
function refusalsOfRole({ role, recentSignIn }: Operation): number[] {
  const forbidden = role === "admin" || recentSignIn ? [403] : [];
  if (!isLedgerRole(role)) return forbidden;
  return [...(role === "viewer" ? forbidden : [403]), 404, ...(writesContents(role) ? [409] : [])];
}
