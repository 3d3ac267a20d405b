import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
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

  it("runs the program, writes its outputs, keeps others off its data, and stops cleanly", async () => {
    const { child, exit } = npmStart("--port", "0", "--data", data);
    await printed(child, "Ctrl-C");
    const { local, ...outputs } = JSON.parse(await readFile(join(data, "outputs.json"), "utf8"));
    expect(outputs).to.include.keys("siteUrl", "apiUrl", "userPoolClientId");
    expect(local).to.have.all.keys("awsEndpointUrl", "consoleUrl", "demoUser");
    expect((await fetch(outputs.siteUrl)).status).to.equal(200);
    expect((await fetch(`${outputs.apiUrl}/expenses`)).status).to.equal(401);
    expect((await fetch(local.consoleUrl)).status).to.equal(200);

    const second = await npmStart("--port", "0", "--data", data, "--fresh").exit;
    expect(second.err.trim()).to.equal(
      `The data in ${data} is in use by another local cloud. Stop it first.`,
    );
    expect(second.code).to.equal(1);

    child.kill("SIGTERM");
    const { code, out, err } = await exit;
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out)
      .to.match(/\nOutputs:\n(.*\n)* {4}siteUrl +: "http/)
      .and.to.contain(local.demoUser.password);
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

  it("does not empty a folder that is not its own", async () => {
    await writeFile(join(data, "thesis.txt"), "years of work");
    const { code, err } = await npmStart("--port", "0", "--data", data, "--fresh").exit;
    expect({ code, err: err.trim() }).to.deep.equal({
      code: 1,
      err:
        `--fresh would delete everything in ${data}, which does not look like data of the local cloud. ` +
        "Choose another folder with --data.",
    });
    expect(await readFile(join(data, "thesis.txt"), "utf8")).to.equal("years of work");
  });

  const refused: [string, string][] = [
    ["--port=x", '--port must be a number up to 65535, not "x".'],
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
