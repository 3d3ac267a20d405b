import type { Problem } from "../../domain/http/answers";

/** A body of an expense that must be refused. */
export interface BadBody {
  what: string;
  /** Text is sent as it is. */
  body: unknown;
  /** Default 400. */
  status?: number;
  /** The body of the handler's refusal. */
  refusal: Problem;
  /** Where the gateway refuses it before the handler can, as it does with JSON of another form. */
  byGateway?: boolean;
}

/** A valid one. */
export const goodBody = { description: "Desk", amount: 1 };
