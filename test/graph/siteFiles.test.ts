import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { siteFiles } from "../../components/documents/siteFiles";

describe("the files of the page", function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "expenses-test-"));
    process.env.BUILD_CACHE = folder;
  });
  after(async () => {
    delete process.env.BUILD_CACHE;
    await rm(folder, { recursive: true });
  });

  it("are the same from the cache as they were built, scripts and styles compressed", () => {
    const built = siteFiles({ connectSources: [] });
    expect(siteFiles({ connectSources: [] })).to.deep.equal(built);
    const compressed = built.filter(({ path }) => /\.(js|css)$/.test(path));
    expect(compressed).not.to.deep.equal([]);
    for (const { path, content, gzipped } of compressed) {
      expect(gunzipSync(gzipped ?? "").equals(content as Buffer), path).to.equal(true);
    }
    expect(built.find(({ path }) => path === "icon-192.png")).not.to.have.property("gzipped");
  });

  it("have the styles of receipts in the code of their screens, and not in the first screen's sheet", () => {
    const texts = siteFiles({ connectSources: [] }).map(({ path, content }) => ({
      path,
      text: String(content),
    }));
    const having = texts.filter(({ text }) => text.includes(".receipt-pages{")).map(({ path }) => path);
    expect(having).to.have.length(1);
    expect(having[0]).to.match(/\.js$/);
    const page = texts.find(({ path }) => path === "index.html")?.text;
    expect(page).not.to.include(having[0] ?? "");
  });
});
