import type { Named } from "../../handlers/catalogue";
import type { Job } from "../../handlers/job";
import { RESOURCES } from "../../handlers/resources";
import type { Link, Links } from "../linking/links";
import type { ReplayableQueue } from "../parts/deadLetterQueue";
import type { DeployedFunction } from "../parts/inlineFunction";
import type { JobMachine } from "../parts/jobMachine";

/** A job of this deployment. */
export interface DeployedJob {
  definition: Named<Job>;
  fn: DeployedFunction;
  /** The state machine that drives it, if it has one. */
  machine?: JobMachine;
  /** Queues of events that it could not handle, and of its schedule's undelivered events. */
  deadLetters: readonly ReplayableQueue[];
}

/** The functions of jobs by name. */
export function jobFunctions(jobs: readonly DeployedJob[]): Record<string, DeployedFunction> {
  return Object.fromEntries(jobs.map(({ definition, fn }) => [definition.name, fn]));
}

/** Jobs, and their dead letters, as other functions use them. */
export function jobLinks(jobs: readonly DeployedJob[]): Links {
  const links = jobs.map((job): [string, Link] => [job.definition.name, linkOf(job)]);
  return {
    ...Object.fromEntries(links.filter(([name]) => name in RESOURCES)),
    ...deadLetterLinks(jobs.flatMap(({ deadLetters }) => deadLetters)),
  };
}

/** The part of a job that others start: its function, or the state machine that drives it. */
function linkOf({ definition, fn, machine }: DeployedJob): Link {
  const started = definition.machine === undefined ? undefined : machine;
  return started ? { value: started.arn, arns: [started.arn] } : { value: fn.name, arns: [fn.arn] };
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
