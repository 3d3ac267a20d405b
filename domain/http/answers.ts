import * as z from "zod";
import { REFUSALS, type RefusalCode } from "../values/refusals";

const code = z.enum(Object.keys(REFUSALS) as RefusalCode[]).describe("What happened, for programs.");

/** Body of every refusal and failure. */
export const problem = z
  .strictObject({
    code,
    message: z.string().describe("What happened and what to do, for people, in English."),
    field: z.string().optional().describe("The part of the request that is wrong."),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe("What the message puts into the text of its code."),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;

/** Response to a request that started asynchronous work. */
export const accepted = z.strictObject({ message: z.string() }).meta({ id: "Accepted" });
