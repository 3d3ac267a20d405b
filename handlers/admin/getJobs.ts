import { jobList } from "../../domain/jobs/jobSchemas";
import { operation } from "../operation";

/** The last success of each job. */
export const getJobs = operation({
  route: "GET /admin/jobs",
  summary: "List the jobs with the times of their last success",
  role: "admin",
  answers: { 200: jobList },
  uses: { ledgers: ["GetItem"] },
  settings: ["jobs"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");

    const log = new JobLog(documentClient(), env.ledgers);

    return adminHandler(env, async () => {
      const now = new Date();
      const jobs = await Promise.all(env.jobs.map((tracked) => log.lastSuccess(tracked, now)));
      return { status: 200, body: { jobs } };
    });
  },
});
