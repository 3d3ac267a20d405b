export interface GetAlarmsEnv {
  /** The topic that the deployment's alarms tell. */
  alarmTopicArn: string;
  siteOrigin: string;
}

/** `GET /admin/alarms`: the state of every alarm. */
export const getAlarms = (env: GetAlarmsEnv) => async () => {
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { alarmsTelling } = await import("../../domain/jobs/alarmStates.js");

  return adminHandler(env.siteOrigin, async () => ({
    status: 200,
    body: await alarmsTelling(env.alarmTopicArn),
  }));
};
