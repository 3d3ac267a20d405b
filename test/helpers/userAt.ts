import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import type { TestUser } from "./api";
import { type CloudAccess, resolvable } from "./cloud";

/**
 * The user at another address of this machine, such as 127.0.0.2, where the API sees the requests come from; `fetch` cannot choose
 * one. For JSON answers.
 *
 * @param ready Waits until the next request may be sent.
 */
export function userAt<User extends TestUser>(
  cloud: CloudAccess,
  user: User,
  localAddress: string,
  ready: () => Promise<void>,
): User {
  const agent = new Agent({ keepAlive: true, localAddress });
  const api: TestUser["api"] = async (method, path, { body, headers } = {}) => {
    await ready();
    const content = body === undefined ? {} : { "Content-Type": "application/json" };
    const outgoing = request(resolvable(`${cloud.output("apiUrl")}${path}`), {
      agent,
      method,
      headers: { Authorization: user.idToken, ...content, ...headers },
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    const [response]: IncomingMessage[] = await once(outgoing, "response");
    if (response === undefined) throw new Error("There is no answer.");
    const answered = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    const answer = response.statusCode === 204 ? undefined : await json(response);
    response.resume();
    return {
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(answered),
      // The same trust as in the answers of `callApi`.
      body: answer as never,
    };
  };
  return { ...user, api };
}
