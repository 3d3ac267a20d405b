import type { Named } from "../../handlers/catalogue";
import type { Job } from "../../handlers/job";
import { RESOURCES } from "../../handlers/resources";
import type { ReplayableQueue } from "../deadLetterQueue";
import type { DeployedFunction } from "../inlineFunction";
import type { Link, Links } from "./links";

/** A job of this deployment. */
export interface DeployedJob {
  definition: Named<Job>;
  fn: DeployedFunction;
  /** Queues of events that it could not handle, and of its schedule's that were not delivered. */
  deadLetters: readonly ReplayableQueue[];
}

/** The functions of jobs by name. */
export function jobFunctions(jobs: readonly DeployedJob[]): Record<string, DeployedFunction> {
  return Object.fromEntries(jobs.map(({ definition, fn }) => [definition.name, fn]));
}

/** Jobs, and their dead letters, as other functions use them. */
export function jobLinks(jobs: readonly DeployedJob[]): Links {
  const functions = jobs.map(({ definition: { name }, fn }): [string, Link] => [
    name,
    { value: fn.name, arns: [fn.arn] },
  ]);
  return {
    ...Object.fromEntries(functions.filter(([name]) => name in RESOURCES)),
    ...deadLetterLinks(jobs.flatMap(({ deadLetters }) => deadLetters)),
  };
}

function deadLetterLinks(queues: readonly ReplayableQueue[]): Links {
  const targets = (action: ReplayableQueue["action"]) =>
    queues.filter((one) => one.action === action).map(({ target }) => target);
  return {
    deadLetters: {
      value: queues.map(({ queue, ...source }) => ({ ...source, url: queue.url })),
      arns: queues.map(({ queue }) => queue.arn),
    },
    "deadLetters.functions": { arns: targets("lambda:InvokeFunction") },
    "deadLetters.machines": { arns: targets("states:StartExecution") },
  };
}
