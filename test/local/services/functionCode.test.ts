import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { readyCode } from "../../../local/services/lambda/code";
import { type Fixture, startFixture } from "../fixture";

/** The sentence of the error with which work fails. */
async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

describe("the code of a local function", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  const folderOf = (name: string) => join(cloud.dataDir, "functions", name);
  const isWritten = (name: string) => existsSync(join(folderOf(name), "index.js"));

  it("is written when the function is first called", async () => {
    expect([isWritten("probe"), isWritten("echo")]).to.deep.equal([false, false]);
    const [first, second] = await Promise.all(
      [1, 2].map(() => cloud.lambda.invoke("probe", { do: "state" })),
    );
    expect([first?.functionError, second?.functionError]).to.deep.equal([undefined, undefined]);
    expect([isWritten("probe"), isWritten("echo")]).to.deep.equal([true, false]);
  });

  it("fails the calls of a function while it cannot be written, with what to do", async () => {
    await writeFile(folderOf("patient"), "a file where the folder would be");
    const answer = await cloud.lambda.invoke("patient", { do: "state" });
    expect(answer.functionError).to.equal("Unhandled");
    expect(JSON.parse(answer.payload).errorMessage).to.match(
      /^The code of patient could not be written: .*\. If this goes on, start the local cloud again\.$/,
    );
    await rm(folderOf("patient"));
    expect((await cloud.lambda.invoke("patient", { do: "state" })).functionError).to.equal(undefined);
  });

  it("is refused at the start if a file of it is missing or an archive", async () => {
    const folder = await mkdtemp(join(tmpdir(), "code-"));
    try {
      const source = join(folder, "source.js");
      const code = (asset: pulumi.asset.Asset | pulumi.asset.Archive) =>
        readyCode("made", new pulumi.asset.AssetArchive({ "index.js": asset }), join(folder, "made"));
      expect(await refusal(code(new pulumi.asset.FileAsset(source)))).to.match(/ENOENT.*source\.js/);
      expect(await refusal(code(new pulumi.asset.FileArchive(folder)))).to.match(
        /"index\.js", which is neither/,
      );
      await writeFile(source, "exports.handler = () => 1;");
      await (await code(new pulumi.asset.FileAsset(source)))();
      expect(await readFile(join(folder, "made", "index.js"), "utf8")).to.equal("exports.handler = () => 1;");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
