import type { DeadLetterSource } from "../../domain/jobs/deadLetters";

export interface ReplayDeadLettersEnv {
  deadLetters: readonly DeadLetterSource[];
  siteOrigin: string;
}

/** `POST /admin/deadLetters/{queue}/replay`: starts the events of a queue again. */
export const replayDeadLetters = (env: ReplayDeadLettersEnv) => async () => {
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { DeadLetters } = await import("../../domain/jobs/deadLetters.js");
  const { ApiError } = await import("../../domain/http/apiError.js");

  const deadLetters = new DeadLetters(env.deadLetters);

  return adminHandler(env.siteOrigin, async (event) => {
    const body = await deadLetters.replay(event.pathParameters?.queue ?? "");
    if (body === undefined) throw new ApiError(404, "There is no such queue.");
    return { status: 200, body };
  });
};
