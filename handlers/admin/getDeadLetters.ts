import { deadLetterList } from "../../domain/jobs/jobSchemas";
import { operation } from "../operation";

/** Events that could not be handled or delivered. */
export const getDeadLetters = operation({
  route: "GET /admin/deadLetters",
  summary: "List dead letters by queue",
  role: "admin",
  answers: { 200: deadLetterList },
  uses: { deadLetters: ["GetQueueAttributes", "ReceiveMessage"] },
  handler: (env) => async () => {
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { DeadLetters } = await import("../../domain/jobs/deadLetters.js");

    const deadLetters = new DeadLetters(env.deadLetters);

    return adminHandler(env, async () => ({ status: 200, body: await deadLetters.list() }));
  },
});
