import type * as z from "zod";
import type { Route } from "../domain/http/route";

/** Requests and answers by route, of the operations among a module's exports; it types the page's client. */
export type ApiOf<Module> = {
  [Contract in ContractsOf<Module[keyof Module]> as Contract["route"]]: {
    request: RequestOf<Contract>;
    answer: AnswerOf<Contract>;
  };
};

/** The contracts of an operation: its own, and those of its other routes. */
type ContractsOf<Definition> = Definition extends Route & { kind: "operation"; also: readonly Route[] }
  ? Definition | Definition["also"][number]
  : never;

type RequestOf<Contract extends Route> = Part<"path", PathOf<Contract["route"]>> &
  Part<"query", Contract extends { query: infer Query extends z.ZodType } ? z.input<Query> : unknown> &
  Part<"body", Contract extends { body: infer Body extends z.ZodType } ? z.input<Body> : unknown> &
  Part<"headers", Contract extends { headers: readonly (infer Header)[] } ? HeadersOf<Header> : unknown>;

/** A part of a request: absent if the route has none, optional if all its properties are. */
type Part<Name extends string, Content> = unknown extends Content
  ? unknown
  : Record<never, never> extends Content
    ? { [Key in Name]?: Content }
    : { [Key in Name]: Content };

/** The parameters of a path such as `/expenses/{id}`. */
type PathOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [Key in Name]: string } & (PathOf<Rest> extends infer Others
      ? unknown extends Others
        ? unknown
        : Others
      : never)
  : unknown;

type HeadersOf<Header> = Header extends { name: infer Name extends string }
  ? { [Key in Name]?: string }
  : never;

/** Response of a successful call. */
type AnswerOf<Contract extends Route> = {
  [Status in keyof Contract["answers"] &
    (200 | 201 | 202 | 204)]: Contract["answers"][Status] extends z.ZodType
    ? z.output<Contract["answers"][Status]>
    : undefined;
}[keyof Contract["answers"] & (200 | 201 | 202 | 204)];
