import { rejects } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startCloud } from "../../../local/cloud";
import { rds } from "../../../local/services/rds";
import { argumentsByPs, endLeftover } from "../../../local/services/rds/leftover";
import { makeSystemTables, SYSTEM_SQL, startMariaDb } from "../../../local/services/rds/mariadb";
import { installMariaDb } from "../../../local/services/rds/mariadbInstall";

describe("the local MariaDB", () => {
  it("refuses a folder whose path is too long for its socket, and leaves nothing there", async () => {
    const parent = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const folder = join(parent, "long".repeat(25));
    const setup = { database: "expenses", user: "admin", password: "x" };
    await rejects(startMariaDb({ server: "", share: "" }, folder, setup), {
      name: "LocalCloudError",
      message: `The path ${folder}/mariadb.sock is longer than the 107 bytes that a socket's may have. Choose another folder with --data.`,
    });
    expect(existsSync(folder)).to.equal(false);
    await rm(parent, { recursive: true });
  });

  it("says why its server ends at once or cannot be run, and ends nothing else", async () => {
    const parent = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const server = join(parent, "mariadbd");
    const install = { server, share: parent };
    // More than a pipe holds.
    for (const file of SYSTEM_SQL) await writeFile(join(parent, file), "-- SQL\n".repeat(20_000));
    await writeFile(server, "#!/bin/sh\necho '[ERROR] The disk is full.' >&2\nexit 1\n", { mode: 0o700 });
    await rejects(makeSystemTables(install, join(parent, "first")), {
      name: "LocalCloudError",
      message: "The MariaDB server did not start: The disk is full.",
    });
    await rm(server);
    await mkdir(join(parent, "second", "mysql"), { recursive: true });
    const setup = { database: "expenses", user: "admin", password: "x" };
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    await rejects(startMariaDb(install, join(parent, "second"), setup), { code: "ENOENT" });
    await rm(parent, { recursive: true });
    process.off("unhandledRejection", note);
    expect(unhandled).to.deep.equal([]);
  });

  it("says that another server uses its folder, and nothing of deleting that", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const server = join(dataDir, "mariadbd");
    const path = join(dataDir, "rds", "backup");
    const words = `mariadbd: Can't lock aria control file '${path}/aria_log_control' for exclusive use, error: 35. Will retry for 30 seconds`;
    await writeFile(server, `#!/bin/sh\necho "[ERROR] ${words}" >&2\nexit 1\n`, { mode: 0o700 });
    await mkdir(join(path, "mysql"), { recursive: true });
    const service = rds({ region: "us-east-1", accountId: "", dataDir }, { server, share: "" });
    const type = "aws:rds/instance:Instance";
    const inputs = { engine: "mysql", dbName: "expenses", username: "admin", password: "secret" };
    await rejects(async () => service.resources[type]?.({ type, name: "backup", inputs }), {
      name: "LocalCloudError",
      message: `The database of the backup in ${path} is in use by another server. End it, and start again. The MariaDB server did not start: ${words}`,
    });
    await service.close?.();
    await rm(dataDir, { recursive: true });
  });

  it("says that a damaged folder may be deleted, and is another one then, which programs take for an empty one", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const folder = join(dataDir, "rds", "backup");
    const install = await installMariaDb(join(__dirname, "../../../.engines"));
    /** The identity of the instance of a cloud that is started for it. */
    async function identity(): Promise<unknown> {
      const service = rds({ region: "us-east-1", accountId: "000000000000", dataDir }, install);
      const type = "aws:rds/instance:Instance";
      const inputs = { engine: "mysql", dbName: "expenses", username: "admin", password: "secret" };
      try {
        return (await service.resources[type]?.({ type, name: "backup", inputs }))?.state.resourceId;
      } finally {
        await service.close?.();
      }
    }

    const first = await identity();
    expect(await identity()).to.equal(first);
    await writeFile(join(folder, "ibdata1"), "garbage");
    await rejects(identity(), ({ name, message }: Error) => {
      expect(name).to.equal("LocalCloudError");
      const expected = `The database of the backup cannot be opened. If ${folder} is damaged, delete it: the next backup copies everything into a new one. The MariaDB server did not start: `;
      expect(message.slice(0, expected.length)).to.equal(expected);
      return true;
    });
    await rm(folder, { recursive: true });
    expect(await identity())
      .to.match(/^db-/)
      .and.not.equal(first);
    await rm(dataDir, { recursive: true });
  });

  it("leaves nothing of a start that was killed while it prepared its first folder, and prepares another", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const [server, folder] = [join(dataDir, "mariadbd"), join(dataDir, "rds")];
    for (const file of SYSTEM_SQL) await writeFile(join(dataDir, file), "");
    await writeFile(server, "#!/bin/sh\ncat >prepared\n", { mode: 0o700 });
    const startAndStop = async () =>
      rds({ region: "us-east-1", accountId: "", dataDir }, { server, share: dataDir }).close?.();
    await mkdir(join(folder, "_unused", "mysql"), { recursive: true });
    await startAndStop();
    expect(await readdir(join(folder, "_unused"))).to.have.members([".tmp", "prepared"]);
    await mkdir(join(folder, "backup"));
    await startAndStop();
    expect(await readdir(folder)).to.deep.equal(["backup"]);
    await rm(dataDir, { recursive: true });
  });

  for (const [where, system] of [
    ["", {}],
    [", on a system without /proc", { argumentsOf: argumentsByPs }],
  ] as const) {
    it(`that a killed cloud left behind and that does not end is killed after a while, and that is said${where}`, async () => {
      const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
      const deaf = spawn("bash", [
        "-c",
        'trap "" TERM; echo ready; while :; do sleep 0.05; done',
        "mariadbd",
        `--datadir=${dataDir}`,
      ]);
      const ended = once(deaf, "exit");
      try {
        await once(deaf.stdout, "data");
        await writeFile(join(dataDir, "mariadbd.pid"), String(deaf.pid));
        const problems: string[] = [];
        const report = (problem: string) => problems.push(problem);
        await endLeftover(dataDir, { report, patienceMs: 200, ...system });
        expect(problems).to.deep.equal([
          "The database server of an earlier run did not end within 0.2 s and was killed. It recovers its data now.",
        ]);
        expect((await ended)[1]).to.equal("SIGKILL");
      } finally {
        deaf.kill("SIGKILL");
        await rm(dataDir, { recursive: true });
      }
    });

    it(`that a killed cloud left behind has ended although nobody waited for its process${where}`, async () => {
      const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
      // Its parent becomes another program, which does not wait for it.
      const script = `bash -c 'echo $$; while :; do sleep 0.05; done' mariadbd "--datadir=${dataDir}" --end & exec sleep 60`;
      const parent = spawn("bash", ["-c", script]);
      try {
        const [pid] = await once(parent.stdout, "data");
        await writeFile(join(dataDir, "mariadbd.pid"), String(pid).trim());
        await endLeftover(dataDir, { report: expect.fail, patienceMs: 5_000, ...system });
      } finally {
        parent.kill("SIGKILL");
        await rm(dataDir, { recursive: true });
      }
    });
  }

  it("that a killed cloud left behind ends before a fresh start deletes its data: nothing would find it again", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    await writeFile(join(dataDir, "LOCAL-CLOUD-DATA"), "");
    const install = await installMariaDb(join(__dirname, "../../../.engines"));
    const setup = { database: "expenses", user: "admin", password: "x" };
    const server = await startMariaDb(install, join(dataDir, "rds", "backup"), setup);
    try {
      const cloud = await startCloud({ dataDir, fresh: true, root: join(__dirname, "../program") });
      await cloud.stop();
      expect(existsSync(`/proc/${server.pid}`)).to.equal(false);
    } finally {
      await server.kill();
      await rm(dataDir, { recursive: true });
    }
  });
});
