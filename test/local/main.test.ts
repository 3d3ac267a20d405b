import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { prepareDataFolder } from "../../local/engine/dataFolder";
import { listen, stopListening } from "../../local/engine/listen";

/** `npm start` as a person runs it, with the real program. */
function npmStart(...args: string[]): {
  child: ChildProcess;
  exit: Promise<{ code: number; out: string; err: string }>;
} {
  const child = spawn(process.execPath, [join(__dirname, "../../local/start.cjs"), ...args]);
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const exit = once(child, "close").then(async ([code]) => ({ code, out: await out, err: await err }));
  return { child, exit };
}

describe("npm start", () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "local-cloud-"));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  it("runs the program with the given settings, writes its outputs, keeps others off its data, and stops cleanly", async () => {
    const { child, exit } = npmStart("--port", "0", "--data", data, "--config", "timezone=Asia/Tokyo");
    await printed(child, "Ctrl-C");
    const { local, ...outputs } = JSON.parse(await readFile(join(data, "outputs.json"), "utf8"));
    expect(outputs).to.include.keys("siteUrl", "apiUrl", "userPoolClientId");
    expect(local).to.have.all.keys("region", "awsEndpointUrl", "credentials", "consoleUrl", "demoUser");
    expect((await fetch(outputs.siteUrl)).status).to.equal(200);
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
    const ports = await listeningPorts(child.pid ?? 0);
    expect(ports).to.include.members(
      [outputs.siteUrl, outputs.apiUrl, local.awsEndpointUrl, local.consoleUrl].map((url) =>
        Number(new URL(url).port),
      ),
    );
    for (const port of ports) expect(await statusFor("rebound.test", port), `port ${port}`).to.equal(403);

    const second = await npmStart("--port", "0", "--data", data, "--fresh").exit;
    expect(second.err.trim()).to.equal(
      `The data in ${data} is in use by another local cloud. Stop it first.`,
    );
    expect(second.code).to.equal(1);

    for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() || entry.isDirectory()) {
        const { mode } = await stat(path).catch(() => ({ mode: 0 }));
        expect(mode & 0o077, path).to.equal(0);
      }
    }

    child.kill("SIGTERM");
    const { code, out, err } = await exit;
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out)
      .to.match(/\nOutputs:\n(.*\n)* {4}siteUrl +: "http/)
      .and.to.contain(local.demoUser.password)
      .and.to.contain(local.credentials.secretAccessKey);

    // A fresh start deletes everything that there is.
    await prepareDataFolder(data, true, async () => false);
    expect(await readdir(data)).to.have.members(["LOCAL-CLOUD-DATA", "ports.json"]);
  }).timeout(300_000);

  it("says which port is taken", async () => {
    const server = createServer();
    const port = await listen(server, 0);
    const { code, err } = await npmStart("--port", String(port), "--data", data).exit;
    await stopListening(server);
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
    ["--prot=1", "Unknown option '--prot'"],
  ];
  for (const [argument, sentence] of refused) {
    it(`refuses ${argument}`, async () => {
      const { code, err } = await npmStart(argument).exit;
      expect(code).to.equal(1);
      expect(err).to.contain(sentence).and.to.contain("npm start -- --help");
    });
  }
});

/** The TCP ports on which a process and the Node.js processes that it started listen. */
async function listeningPorts(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const below = await Promise.all(children.split(" ").filter(Boolean).map(Number).map(listeningPorts));
  // A program that was replaced since it started is marked as deleted.
  if (!/\/node( \(deleted\))?$/.test(await readlink(`/proc/${pid}/exe`))) return below.flat();
  const descriptors = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")));
  // Columns: sl, local_address, rem_address, st (0A: LISTEN), …, inode.
  const sockets = (await readFile(`/proc/${pid}/net/tcp`, "utf8"))
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const own = sockets.filter(
    ([, , , state, , , , , , inode]) => state === "0A" && links.includes(`socket:[${inode}]`),
  );
  return [
    ...own.map(([, address = ""]) => Number.parseInt(address.split(":")[1] ?? "", 16)),
    ...below.flat(),
  ];
}

/** `fetch` does not let the Host header be chosen. */
async function statusFor(host: string, port: number): Promise<number | undefined> {
  const [answer] = await once(request({ host: "127.0.0.1", port, headers: { host } }).end(), "response");
  answer.resume();
  return answer.statusCode;
}

/** Resolves when the process prints a text; rejects when it ends before. */
function printed(child: ChildProcess, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        seen += chunk;
        if (seen.includes(wanted)) resolve();
      });
    }
    child.once("close", () => reject(new Error(`It ended without printing "${wanted}":\n${seen}`)));
  });
}
