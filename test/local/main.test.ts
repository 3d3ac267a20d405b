import { once } from "node:events";
import { mkdtemp, readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import type { LocalInfo } from "../../local/cloud";
import { prepareDataFolder } from "../../local/engine/dataFolder";
import { listen, stopListening } from "../../local/engine/listen";
import { READER_THREAD } from "../../local/services/textract/reader";
import { npmStart, printed, type StartedByNpm } from "./npmStart";
import { type Listed, runbookComplaints } from "./runbookShell";

/** An address of the loopback interface alone, 127.0.0.1, as the kernel prints it. */
const LOOPBACK = "0100007F";

describe("npm start", () => {
  describe("with the program", () => {
    let data: string;
    let cloud: StartedByNpm;
    let local: LocalInfo;
    let outputs: Record<string, string>;
    before(async function () {
      this.timeout(300_000);
      data = await mkdtemp(join(tmpdir(), "local-cloud-"));
      const settings = ["--host", "LocalHost", "--config", "timezone=Asia/Tokyo"];
      cloud = npmStart(["--port", "0", "--data", data, ...settings]);
      await printed(cloud.child, "Ctrl-C");
      ({ local, ...outputs } = JSON.parse(await readFile(join(data, "outputs.json"), "utf8")));
    });
    after(async () => {
      cloud.child.kill();
      await cloud.exit;
      await rm(data, { recursive: true, force: true });
    });

    it("runs it with the given settings, and writes its outputs", async () => {
      expect(outputs).to.include.keys("siteUrl", "apiUrl", "userPoolClientId");
      expect(local).to.have.all.keys("region", "awsEndpointUrl", "credentials", "consoleUrl", "demoUser");
      // As browsers send it.
      expect(new URL(`${outputs.siteUrl}`).origin).to.equal(outputs.siteUrl);
      expect((await fetch(`${outputs.siteUrl}`)).status).to.equal(200);
      const page = await (await fetch(`${outputs.siteUrl}/config.json`)).json();
      expect(page).to.include({ timezone: "Asia/Tokyo", currency: "USD" });
      expect((await fetch(`${outputs.apiUrl}/expenses`)).status).to.equal(401);
      expect((await fetch(local.consoleUrl)).status).to.equal(200);
      expect(await readFile(join(data, "aws-config"), "utf8")).to.equal(`[default]
region = us-east-1
endpoint_url = ${local.awsEndpointUrl}
aws_access_key_id = ${local.credentials.accessKeyId}
aws_secret_access_key = ${local.credentials.secretAccessKey}
s3 =
    signature_version = s3v4
`);
    });

    it("listens on this machine alone, for its own addresses", async () => {
      const listeners = await listenersOf(cloud.child.pid ?? 0);
      const ports = listeners.map(({ port }) => port);
      expect(ports).to.include.members(
        [outputs.siteUrl, outputs.apiUrl, local.awsEndpointUrl, local.consoleUrl].map((url) =>
          Number(new URL(`${url}`).port),
        ),
      );
      for (const { address, port } of listeners) expect(address, `port ${port}`).to.equal(LOOPBACK);
      for (const port of ports) expect(await statusFor("rebound.test", port), `port ${port}`).to.equal(403);
    });

    it("has read nothing yet: the models of a reader of receipts would be 100 MB", async () => {
      const threads = await threadsOf(cloud.child.pid ?? 0);
      expect(threads).to.include("MainThread").and.not.to.include(READER_THREAD);
    });

    it("keeps others off its data", async () => {
      const refusals: [args: string[], sentence: string][] = [
        [["--fresh"], `The data in ${data} is in use by another local cloud. Stop it first.`],
        [
          [],
          `The data in ${data}/dynamodb is in use by another local cloud. Stop it, or choose another folder with --data.`,
        ],
      ];
      for (const [args, sentence] of refusals) {
        const { code, err } = await npmStart(["--port", "0", "--data", data, ...args]).exit;
        expect({ code, err: err.trim() }).to.deep.equal({ code: 1, err: sentence });
      }
      expect((await fetch(local.consoleUrl)).status).to.equal(200);

      for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile() || entry.isDirectory()) {
          const { mode } = await stat(path).catch(() => ({ mode: 0 }));
          expect(mode & 0o077, path).to.equal(0);
        }
      }
    });

    it("names its resources as the runbook's commands look for them, and AWS does", async () => {
      const listed = await listedBy(local);
      const { awsEndpointUrl: endpointUrl } = local;
      expect(await runbookComplaints({ dataDir: data, listed, endpointUrl })).to.equal("");
      expect(await runbookComplaints({ dataDir: data, listed: suffixed(listed) })).to.equal("");
    }).timeout(120_000);

    it("stops cleanly, and a fresh start deletes everything", async () => {
      cloud.child.kill("SIGTERM");
      const { code, out, err } = await cloud.exit;
      expect({ code, err }).to.deep.equal({ code: 0, err: "" });
      expect(out)
        .to.match(/\nOutputs:\n(.*\n)* {4}siteUrl +: "http/)
        .and.to.contain(local.awsEndpointUrl)
        .and.to.contain(local.demoUser?.password)
        .and.to.contain(local.credentials.secretAccessKey);

      await prepareDataFolder(data, true, { isInUse: async () => false, endLeftovers: async () => {} });
      expect(await readdir(data)).to.have.members(["LOCAL-CLOUD-DATA", "ports.json"]);
    });
  });

  it("says which port is taken", async () => {
    const data = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const server = createServer();
    const port = await listen(server, 0);
    const { code, err } = await npmStart(["--port", String(port), "--data", data]).exit;
    await stopListening(server);
    await rm(data, { recursive: true, force: true });
    expect({ code, err: err.trim() }).to.deep.equal({
      code: 1,
      err: `Port ${port} is in use by another program. Stop it, or choose another port with --port (0 picks a free one).`,
    });
  });

  const refused: [string, string][] = [
    ["--port=x", '--port must be a number up to 65535, not "x".'],
    ["--host=a b", '--host must be a host name, such as localhost, not "a b".'],
    [
      "--config=alertThreshold",
      '--config must be a setting, such as requestsPerSecond=10, not "alertThreshold".',
    ],
    ["--workers=0", '--workers must be a number from 1 to 999, not "0".'],
    ["--password-cost=3", '--password-cost must be a power of two up to 16384, not "3".'],
    ["--password-cost=x", '--password-cost must be a power of two up to 16384, not "x".'],
    ["--prot=1", "Unknown option '--prot'"],
  ];
  for (const [argument, sentence] of refused) {
    it(`refuses ${argument}`, async () => {
      const { code, err } = await npmStart([argument]).exit;
      expect(code).to.equal(1);
      expect(err).to.contain(sentence).and.to.contain("npm start -- --help");
    });
  }
});

/** The names of the threads of a process and of the processes that it started. */
async function threadsOf(pid: number): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const names = threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/comm`, "utf8").catch(() => ""));
  const below = await Promise.all((await childrenOf(pid)).map(threadsOf));
  return [...(await Promise.all(names)).map((name) => name.trim()), ...below.flat()];
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.split(" ").filter(Boolean).map(Number);
}

interface Listener {
  /** IPv4, as the kernel prints it; IPv6 is longer. */
  address: string;
  port: number;
}

/** The TCP addresses on which a process and the Node.js processes that it started listen. */
async function listenersOf(pid: number): Promise<Listener[]> {
  const below = await Promise.all((await childrenOf(pid)).map(listenersOf));
  // A program that was replaced since it started is marked as deleted.
  if (!/\/node( \(deleted\))?$/.test(await readlink(`/proc/${pid}/exe`))) return below.flat();
  const descriptors = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")));
  const tables = ["tcp", "tcp6"].map((table) =>
    readFile(`/proc/${pid}/net/${table}`, "utf8").catch(() => ""),
  );
  // Columns: sl, local_address, rem_address, st (0A: LISTEN), …, inode.
  const sockets = (await Promise.all(tables))
    .join("\n")
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const own = sockets.filter(
    ([, , , state, , , , , , inode]) => state === "0A" && links.includes(`socket:[${inode}]`),
  );
  const listeners = own.map(([, local = ""]) => {
    const [address = "", port = ""] = local.split(":");
    return { address, port: Number.parseInt(port, 16) };
  });
  return [...listeners, ...below.flat()];
}

/** The names that the runbook's commands look up. */
async function listedBy({ awsEndpointUrl: endpoint, region, credentials }: LocalInfo): Promise<Listed> {
  const client = { endpoint, region, credentials: { ...credentials } };
  const { QueueUrls = [] } = await new SQSClient(client).send(new ListQueuesCommand({}));
  const { TableNames = [] } = await new DynamoDBClient(client).send(new ListTablesCommand({}));
  return { QueueUrls, TableNames };
}

/** The same resources on AWS, where Pulumi adds a random text to each name. */
function suffixed(listed: Listed): Listed {
  return Object.fromEntries(
    Object.entries(listed).map(([member, names]) => [member, names.map((name) => `${name}-1a2b3c4`)]),
  );
}

/** `fetch` does not let the Host header be chosen. */
async function statusFor(host: string, port: number): Promise<number | undefined> {
  const [answer] = await once(request({ host: "127.0.0.1", port, headers: { host } }).end(), "response");
  answer.resume();
  return answer.statusCode;
}
