import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { arn, type Place, physicalName } from "../../engine/arn";
import { readInputs } from "../../engine/inputs";
import { LocalCloudError } from "../../engine/localCloudError";
import type { CloudContext, ResourceFactory, ResourceRequest, Service } from "../../engine/service";
import { endLeftover, type Leftovers } from "./leftover";
import { hasSystemTables, type MariaDb, makeSystemTables, startMariaDb } from "./mariadb";
import type { MariaDbInstall } from "./mariadbInstall";

const instanceInputs = z.looseObject({
  engine: z.literal("mysql", { error: "only MySQL is stood in for here" }),
  engineVersion: z.string().optional(),
  identifier: z.string().optional(),
  dbName: z.string(),
  username: z.string(),
  password: z.string(),
});

/** The attributes that programs read of an instance; nothing listens on it. */
const MYSQL_PORT = 3306;
/** A data folder without an instance; a name that no instance can have. */
const UNUSED = "_unused";
const RESOURCE_ID_FILE = "resource-id";

/**
 * RDS for MySQL over a MariaDB server per instance, kept in `<data>/rds`. It has neither TLS nor IAM authentication: an instance's
 * address is a socket that only this user can open. Networks, parameters and snapshots have no effect.
 *
 * @param install The server to run.
 */
export function rds(
  context: Pick<CloudContext, "region" | "accountId" | "dataDir">,
  install: MariaDbInstall,
  leftovers?: Leftovers,
): Service {
  const servers: MariaDb[] = [];
  const folder = folderOf(context.dataDir);
  const unused = join(folder, UNUSED);
  // That of a start that was cut short may be incomplete.
  rmSync(unused, { recursive: true, force: true });
  const isFirst = !existsSync(folder) || readdirSync(folder).length === 0;
  // Made while the program is being loaded, for the first instance.
  let preparation = isFirst ? makeSystemTables(install, unused) : undefined;
  // The failure is reported to the caller that awaits it.
  preparation?.catch(() => undefined);

  async function instance(request: ResourceRequest) {
    const inputs = readInputs(instanceInputs, request);
    const identifier = inputs.identifier ?? physicalName(request);
    const dataDir = join(folder, identifier);
    if (preparation && !hasSystemTables(dataDir)) {
      const prepared = preparation;
      preparation = undefined;
      await prepared;
      await rename(unused, dataDir);
    }
    const setup = { database: inputs.dbName, user: inputs.username, password: inputs.password };
    const server = await startMariaDb(install, dataDir, setup, leftovers).catch((error) => {
      throw error instanceof LocalCloudError ? new LocalCloudError(unopened(dataDir, error.message)) : error;
    });
    servers.push(server);
    return {
      id: identifier,
      state: {
        ...inputs,
        identifier,
        address: server.socket,
        port: MYSQL_PORT,
        endpoint: server.socket,
        arn: arn(context, "rds", `db:${identifier}`),
        resourceId: resourceIdOf(dataDir),
        engineVersionActual: inputs.engineVersion,
        status: "available",
      },
    };
  }

  return {
    scopes: [],
    resources: {
      "aws:rds/instance:Instance": instance,
      "aws:rds/subnetGroup:SubnetGroup": named(context, "subgrp"),
      "aws:rds/parameterGroup:ParameterGroup": named(context, "pg"),
    },
    async close() {
      await preparation?.catch(() => undefined);
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Ends the servers that a killed local cloud left running over a data folder. */
export async function endDatabases(dataDir: string, leftovers?: Leftovers): Promise<void> {
  const folder = folderOf(dataDir);
  const instances = existsSync(folder) ? readdirSync(folder) : [];
  await Promise.all(instances.map((instance) => endLeftover(join(folder, instance), leftovers)));
}

function folderOf(dataDir: string): string {
  return join(dataDir, "rds");
}

function unopened(dataDir: string, reason: string): string {
  if (/\b(Can't|Unable to) lock\b/.test(reason))
    return `The database of the backup in ${dataDir} is in use by another server. End it, and start again. ${reason}`;
  return `The database of the backup cannot be opened. If ${dataDir} is damaged, delete it: the next backup copies everything into a new one. ${reason}`;
}

/** Drawn for each new data folder, as on AWS for each new instance: programs recognize an empty database by it. */
function resourceIdOf(dataDir: string): string {
  const path = join(dataDir, RESOURCE_ID_FILE);
  if (!existsSync(path)) writeFileSync(path, `db-${randomBytes(13).toString("hex").toUpperCase()}`);
  return readFileSync(path, "utf8");
}

/** A group that an instance refers to by its name. */
function named(place: Place, kind: string): ResourceFactory {
  return (request) => {
    const name = physicalName(request);
    return { id: name, state: { ...request.inputs, name, arn: arn(place, "rds", `${kind}:${name}`) } };
  };
}
