import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions, type Server as TlsServer } from "node:https";
import { contained } from "./containment";
import { refusalOf, type Trust } from "./trust";

/** The work of a listener for one request. */
interface Work {
  answer(): Promise<void> | void;
  /** Answers a request that a foreign page may have sent: 403, with the reason. */
  refuse(reason: string): void;
  /** Answers when `answer` threw, or one of its callbacks did, for example in an engine; the answer may be on its way already. */
  fail(error: unknown): void;
}

type WorkOn = (request: IncomingMessage, response: ServerResponse) => Work;

/**
 * Creates an HTTP server. Every server of the local cloud is created here: each refuses requests that it does not
 * trust, and survives an error of a request, wherever it is thrown.
 */
export function createListener(trust: Trust, workOn: WorkOn): Server {
  return createServer((request, response) => serve(trust, request, workOn(request, response)));
}

/** As `createListener`, for HTTPS. */
export function createTlsListener(tls: ServerOptions, trust: Trust, workOn: WorkOn): TlsServer {
  return createTlsServer(tls, (request, response) => serve(trust, request, workOn(request, response)));
}

function serve(trust: Trust, request: IncomingMessage, { answer, refuse, fail: failed }: Work): void {
  // Nobody waits for the answer to a request that its client cut short.
  const fail = (error: unknown) => {
    if (request.complete || !isReset(error)) failed(error);
  };
  contained(fail, () => {
    const refusal = refusalOf(request, trust);
    if (refusal !== undefined) return refuse(refusal);
    new Promise<void>((resolve) => resolve(answer())).catch(fail);
  });
}

const isReset = (error: unknown) => error instanceof Error && "code" in error && error.code === "ECONNRESET";
