import * as z from "zod";
import { REFUSALS, type RefusalCode } from "../values/refusals";

const code = z
  .enum(Object.keys(REFUSALS) as RefusalCode[])
  .describe("Stable code of the refusal, for programs.");

/** Body of every refusal and failure. */
export const problem = z
  .strictObject({
    code,
    message: z.string().describe("English description of the problem and its solution."),
    field: z.string().optional().describe("Invalid part of the request."),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe("Values that are inserted into the text of the code."),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;

/** Response to a request that started asynchronous work. */
export const accepted = z.strictObject({ message: z.string() }).meta({ id: "Accepted" });

/** Content types of answers other than JSON. */
export type TextType = "text/calendar";

/** Response of an operation. */
export interface Answer {
  status: number;
  /** Sent as JSON, or unchanged if the answer has another `type`; absent for an answer without a body. */
  body?: unknown;
  /** Content type of a body that is text of another kind. */
  type?: TextType;
  headers?: Record<string, string>;
}
