import * as pulumi from "@pulumi/pulumi";
import { jobs } from "../handlers/catalogue";
import { type DeployedJob, jobLinks } from "./deployment/deployedJobs";
import { deployJob, type JobPlacement } from "./deployment/deployJob";
import { childNames } from "./linking/childNames";

export interface BackgroundJobsArgs
  extends Pick<JobPlacement, "links" | "settings" | "timezone" | "schedules" | "alarmTopicArn"> {}

/** Jobs that need nothing but their function and, optionally, a schedule. */
export class BackgroundJobs extends pulumi.ComponentResource {
  readonly jobs: readonly DeployedJob[];

  constructor(name: string, args: BackgroundJobsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:BackgroundJobs", name, {}, opts);

    const placement = { ...args, parent: this, childName: childNames(name, "background") };
    const deployed: DeployedJob[] = [];
    for (const definition of jobs.filter(({ pipeline }) => pipeline === "background")) {
      // A job may start those that come before it in the catalog.
      deployed.push(deployJob(definition, { ...placement, links: { ...args.links, ...jobLinks(deployed) } }));
    }
    this.jobs = deployed;

    this.registerOutputs({});
  }
}
