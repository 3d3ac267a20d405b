import { replay } from "../../domain/jobs/jobSchemas";
import { operation } from "../operation";

/** Starts the events of a queue again. */
export const replayDeadLetters = operation({
  route: "POST /admin/deadLetters/{queue}/replay",
  summary: "Replay the dead letters of a queue",
  role: "admin",
  answers: { 200: replay },
  refusals: [404],
  uses: {
    deadLetters: ["ReceiveMessage", "DeleteMessage"],
    "deadLetters.functions": ["InvokeFunction"],
    "deadLetters.machines": ["StartExecution"],
  },
  // Up to a hundred events, each with a call or two; API Gateway gives up after 29 s.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { DeadLetters } = await import("../../domain/jobs/deadLetters.js");
    const { ApiError } = await import("../../domain/http/apiError.js");

    const deadLetters = new DeadLetters(env.deadLetters);

    return adminHandler(env, async (event) => {
      const body = await deadLetters.replay(event.pathParameters?.queue ?? "");
      if (body === undefined) throw new ApiError("queue.notFound");
      return { status: 200, body };
    });
  },
});
