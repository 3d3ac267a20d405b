import * as z from "zod";

/** Body of every refusal and failure. */
export const problem = z
  .strictObject({
    message: z.string().describe("What happened and what to do, for people."),
    field: z.string().optional().describe("The part of the request that is wrong."),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;

/** Answer where work was started that goes on. */
export const accepted = z.strictObject({ message: z.string() }).meta({ id: "Accepted" });
