import { randomBytes } from "node:crypto";
import { type Connection, createConnection } from "mysql2/promise";
import { connectionOptions, type DatabaseAddress, isSocket } from "./mysqlConnection";

/** The account that changes the schema may also grant these rights to the one that backs up. */
const MIGRATOR_RIGHTS = "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES";
const BACKUP_RIGHTS = "SELECT, INSERT, UPDATE, DELETE";

/** ER_ACCESS_DENIED_ERROR. */
const DENIED = 1045;

/**
 * Creates the users that authenticate by IAM, and then replaces the master user's password by a random one that nobody
 * keeps, so that the one in the deployment's state opens nothing. Does nothing if that was done before.
 *
 * A run that is cut off before the end leaves the password as it is, and the next one finishes. An operator who needs
 * the master user sets a new password with `aws rds modify-db-instance --master-user-password`.
 */
export async function handOver(
  master: DatabaseAddress,
  password: string,
  users: { migrator: string; backup: string },
): Promise<void> {
  const connection = await connect(master, password);
  if (connection === undefined) return;
  try {
    for (const user of Object.values(users)) await createUser(connection, master, user);
    await connection.query(`GRANT ${MIGRATOR_RIGHTS} ON ??.* TO ?@'%' WITH GRANT OPTION`, [
      master.database,
      users.migrator,
    ]);
    // By name: for CURRENT_USER(), MariaDB changes nothing and reports no error.
    await connection.query("ALTER USER ?@'%' IDENTIFIED BY ?", [
      master.user,
      randomBytes(30).toString("base64url"),
    ]);
  } finally {
    await connection.end();
  }
}

/** @returns undefined if the password is no longer the master user's. */
async function connect(master: DatabaseAddress, password: string): Promise<Connection | undefined> {
  try {
    return await createConnection(await connectionOptions(master, password));
  } catch (error) {
    if (error instanceof Error && "errno" in error && error.errno === DENIED) return undefined;
    throw error;
  }
}

async function createUser(connection: Connection, { host }: DatabaseAddress, user: string): Promise<void> {
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
  const authentication = isSocket(host) ? "" : "IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL";
  await connection.query(`CREATE USER IF NOT EXISTS ?@'%' ${authentication}`, [user]);
}

/** Lets the backup's user change rows, and nothing else. */
export async function grantBackup(connection: Connection, database: string, user: string): Promise<void> {
  await connection.query(`GRANT ${BACKUP_RIGHTS} ON ??.* TO ?@'%'`, [database, user]);
}
