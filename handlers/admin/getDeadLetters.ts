import type { DeadLetterSource } from "../../domain/jobs/deadLetters";

export interface GetDeadLettersEnv {
  deadLetters: readonly DeadLetterSource[];
  siteOrigin: string;
}

/** `GET /admin/deadLetters`: events that could not be handled or delivered. */
export const getDeadLetters = (env: GetDeadLettersEnv) => async () => {
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { DeadLetters } = await import("../../domain/jobs/deadLetters.js");

  const deadLetters = new DeadLetters(env.deadLetters);

  return adminHandler(env.siteOrigin, async () => ({ status: 200, body: await deadLetters.list() }));
};
