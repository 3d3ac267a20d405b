import type { Inbox } from "../engine/inbox";
import type { LocalResource, ProgramOutput } from "../engine/program";
import type { Cognito } from "../services/cognito-idp";
import type { Lambda } from "../services/lambda/model";
import type { Scheduler } from "../services/scheduler";
import type { Sqs } from "../services/sqs";
import type { StepFunctions } from "../services/states";

/** Parts of a running cloud that the console displays and controls. */
export interface ConsoleSources {
  project: string;
  region: string;
  /** The host name in the console's address; local names are answered too. */
  host: string;
  /** Address at which AWS clients find every service. */
  endpointUrl: string;
  /** The data folder, which holds the configuration of the AWS CLI. */
  dataDir: string;
  /** Demo user; undefined until it exists. */
  demoUser(): { email: string; password: string } | undefined;
  outputs(): Readonly<Record<string, ProgramOutput>>;
  resources(): readonly LocalResource[];
  cognito: Pick<Cognito, "appCodes">;
  inbox: Pick<Inbox, "mails">;
  lambda: Pick<Lambda, "all" | "find" | "logs" | "invoke">;
  scheduler: Pick<Scheduler, "schedules" | "runNow">;
  sqs: Pick<Sqs, "queues" | "purge">;
  stepFunctions: Pick<StepFunctions, "machines" | "executions" | "start">;
  /** Told about what goes wrong while it answers. */
  report(problem: string): void;
}
