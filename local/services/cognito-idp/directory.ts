import { decodeJwt } from "jose";
import { AwsError } from "../../engine/awsError";
import { notAuthorized, type Pool, type StoredUser } from "./model";
import type { Client } from "./poolSettings";
import { userOfAccessToken } from "./tokens";

/** Every user pool of the program: how an API call finds the pool, the client and the user that it is about. */
export class Directory {
  readonly pools = new Map<string, Pool>();

  pool(id: string): Pool {
    const pool = this.pools.get(id);
    if (!pool) throw new AwsError("ResourceNotFoundException", `User pool ${id} does not exist.`);
    return pool;
  }

  client(id: string): { pool: Pool; client: Client } {
    for (const pool of this.pools.values()) {
      const client = pool.clients.get(id);
      if (client) return { pool, client };
    }
    throw unknownClient(id);
  }

  /** The pool, the client and the user of an access token. */
  async signedIn(accessToken: string): Promise<{ pool: Pool; client: Client; user: StoredUser }> {
    const pool = [...this.pools.values()].find(({ issuer }) => issuer === issuerOf(accessToken));
    if (!pool) throw notAuthorized("Invalid Access Token");
    const { user, clientId } = await userOfAccessToken(pool, accessToken);
    return { pool, user, client: this.client(clientId).client };
  }
}

export function unknownClient(id: string): AwsError {
  return new AwsError("ResourceNotFoundException", `User pool client ${id} does not exist.`);
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
