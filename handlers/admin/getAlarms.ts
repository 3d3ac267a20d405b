import { alarmList } from "../../domain/jobs/jobSchemas";
import { operation } from "../operation";

/** The state of every alarm. */
export const getAlarms = operation({
  route: "GET /admin/alarms",
  summary: "List the alarms with their states",
  role: "admin",
  answers: { 200: alarmList },
  uses: { alarms: ["DescribeAlarms"] },
  handler: (env) => async () => {
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { alarmsTelling } = await import("../../domain/jobs/alarmStates.js");

    return adminHandler(env, async () => ({
      status: 200,
      body: await alarmsTelling(env.alarms),
    }));
  },
});
