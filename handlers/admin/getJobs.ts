import type { JobName } from "../../domain/jobs/jobLog";

export interface GetJobsEnv {
  ledgersTable: string;
  /** The jobs of this deployment. */
  jobs: readonly JobName[];
  siteOrigin: string;
}

/** `GET /admin/jobs`: when each job last succeeded. */
export const getJobs = (env: GetJobsEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { JobLog } = await import("../../domain/jobs/jobLog.js");

  const log = new JobLog(documentClient(), env.ledgersTable);

  return adminHandler(env.siteOrigin, async () => {
    const now = new Date();
    const jobs = await Promise.all(env.jobs.map((job) => log.lastSuccess(job, now)));
    return { status: 200, body: { jobs } };
  });
};
