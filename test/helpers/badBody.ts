import type { Problem } from "../../domain/http/answers";

/** A body of an expense that must be refused. */
export interface BadBody {
  what: string;
  /** Text is sent unchanged. */
  body: unknown;
  /** Default 400. */
  status?: number;
  /** The body of the handler's refusal. */
  refusal: Problem;
  /** Requests that the gateway refuses before the handler can, such as JSON of another form. */
  byGateway?: boolean;
}

/** A valid one. */
export const goodBody = { description: "Desk", amount: 1 };
