import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { AddressInfo, Server as NetServer } from "node:net";
import { codeOf } from "./localCloudError";
import type { JsonDocument } from "./service";

/** The ports of earlier runs by server name, so that bookmarks and typed commands keep working after a restart. */
export type Ports = JsonDocument<Record<string, number>>;

type Server = HttpServer | HttpsServer;

/** Listens on this machine only, on the given port (0: any free one), and returns the port. */
export async function listen(server: NetServer, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return portOf(server);
}

/** Listens on the port that `name` had in the last run if it is free, or else on any free one, and remembers it. */
export async function listenAgain(server: NetServer, name: string, ports: Ports): Promise<number> {
  const port = await listen(server, ports.value[name] ?? 0).catch((error) => {
    if (codeOf(error) !== "EADDRINUSE") throw error;
    return listen(server, 0);
  });
  if (ports.value[name] !== port) await ports.update((value) => Object.assign(value, { [name]: port }));
  return port;
}

/** The host and the port of an address as browsers send them: without a port that the protocol implies. */
export function authorityOf(protocol: "http" | "https", host: string, port: number): string {
  return new URL(`${protocol}://${host}:${port}`).host;
}

/** Stops listening and closes open connections; resolves immediately for a server that never listened. */
export async function stopListening(server: NetServer): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  if ("closeAllConnections" in server) (server as Server).closeAllConnections();
  await closed;
}

function portOf(server: NetServer): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
