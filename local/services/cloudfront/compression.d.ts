// The part of `compression`, which has no types of its own, that the local cloud uses.

declare module "compression" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  function compression(options: {
    /** Bytes below which an answer is not compressed. */
    threshold: number;
  }): (request: IncomingMessage, response: ServerResponse, next: () => unknown) => void;

  export default compression;
}
