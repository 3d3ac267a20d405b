import { Signer } from "@aws-sdk/rds-signer";
import type { ConnectionOptions } from "mysql2/promise";

/** The address of the database and the user who connects to it; contains no secret. */
export interface DatabaseAddress {
  /** A host name, or the path of a socket. */
  host: string;
  port: number;
  database: string;
  user: string;
  region: string;
  /** Certificates (PEM) of the authorities that sign RDS servers in the region. */
  certificates: string;
}

/** Seconds that the server keeps an idle session: a function that was cut off must not hold its lock for hours. */
const IDLE_SECONDS = 300;

/**
 * Connection options. RDS: verified TLS, with a token of the function's own role (valid for 15 minutes, no password
 * that could leak). A socket of this machine: neither, because the permissions of its folder guard it.
 *
 * @param password The master user's password, for the deployment that creates the other users; omitted everywhere else.
 */
export async function connectionOptions(
  address: DatabaseAddress,
  password?: string,
): Promise<ConnectionOptions> {
  const { host, port, database, user } = address;
  const options: ConnectionOptions = {
    database,
    user,
    password,
    charset: "utf8mb4",
    connectTimeout: 10_000,
    // Days and instants are strings on both sides: a Date would depend on this machine's time zone.
    dateStrings: true,
    // Count changed rows as affected, not matched ones.
    flags: ["-FOUND_ROWS"],
  };
  if (isSocket(host)) return { ...options, socketPath: host };
  return {
    ...options,
    host,
    port,
    ssl: { ca: address.certificates, minVersion: "TLSv1.2", verifyIdentity: true },
    ...(password === undefined && { password: await iamToken(address), enableCleartextPlugin: true }),
  };
}

/** Statements that every session runs first. */
export const SESSION_SETTINGS = [
  `SET SESSION wait_timeout = ${IDLE_SECONDS}`,
  // Without gap locks, segments that insert side by side do not deadlock.
  "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
];

/** Returns true for the path of a socket: anybody who may open its folder may connect, and nobody else can. */
export function isSocket(host: string): boolean {
  return host.startsWith("/");
}

async function iamToken({ host, port, user, region }: DatabaseAddress): Promise<string> {
  return new Signer({ hostname: host, port, username: user, region }).getAuthToken();
}
