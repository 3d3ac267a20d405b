import type { PhrasingRequest } from "../../domain/letters/letterRequest";
import { job } from "../job";

/**
 * Has the model phrase a letter. The only function with the right to call it, and without any right to read: it can
 * send only what it is given.
 */
export const phraseLetter = job({
  description: "Has the model phrase the letter of a month",
  pipeline: "letters",
  invocation: "call",
  uses: { insightsModel: ["InvokeModel"] },
  timeoutSeconds: 30,
  handler: (env) => async () => {
    const { LetterModel } = await import("../../domain/letters/letterModel.js");

    const model = new LetterModel(env.insightsModel);

    return async (request: unknown) => ({ text: await model.phrase(request as PhrasingRequest) });
  },
});
