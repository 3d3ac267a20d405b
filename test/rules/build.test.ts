import { expect } from "chai";
import { buildSite, contentSecurityPolicy, type SiteFile } from "../../site/build";
import { languages } from "../../site/i18n/languages";

const OPTIONS = { connectSources: ["https://api.example.com"] };

const text = (files: readonly SiteFile[], path: string) =>
  String(files.find((file) => file.path === path)?.content ?? "");

/** The blocks of a style sheet, each as its selector with those of the blocks around it, from the outermost. */
function blocksOf(styles: string): string[][] {
  const around: string[] = [];
  return [...styles.matchAll(/([^{};]*)([{};])/g)].flatMap(([, head = "", mark]) => {
    if (mark === "}") around.pop();
    if (mark !== "{") return [];
    around.push(head);
    return [[...around]];
  });
}

describe("The built page", () => {
  const files = buildSite(OPTIONS);

  it("is the same, byte for byte, when it is built again", () => {
    expect(buildSite(OPTIONS)).to.deep.equal(files);
  });

  it("lets browsers cache files with a content hash in their name, and revalidate the others", () => {
    for (const { path, cacheControl } of files) {
      const hashed = /-[A-Z0-9]{8}(\/\w+)?\.(js|css)$/.test(path);
      expect(cacheControl, path).to.equal(hashed ? "public, max-age=31536000, immutable" : "no-cache");
    }
  });

  it("allows no inline script or style and no foreign origin but those given", () => {
    const policy = contentSecurityPolicy(OPTIONS.connectSources);
    expect(policy).to.equal(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; " +
        "connect-src 'self' https://api.example.com; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'",
    );
    expect(text(files, "index.html")).to.include(`content="${policy}"`);
  });

  it("lights up what a pointer hovers over only where one can: a finger would leave it lit", () => {
    const [styles = ""] = files
      .filter(({ path }) => path.endsWith(".css"))
      .map(({ path }) => text(files, path));
    const hovering = blocksOf(styles).filter((block) => block.at(-1)?.includes(":hover"));
    expect(hovering.length).to.be.greaterThan(10);
    expect(hovering.filter((block) => !block.join().includes("(hover:hover)"))).to.deep.equal([]);
  });

  it("refers only to existing files", () => {
    const names = new Set(files.map(({ path }) => path));
    const page = text(files, "index.html");
    const references = [...page.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !path.startsWith("#"));
    expect(references.filter((path) => !names.has(path) && path !== "config.json")).to.deep.equal([]);
    expect(references.length).to.be.greaterThan(6);
    const { icons } = JSON.parse(text(files, "manifest.webmanifest"));
    expect(icons.filter(({ src }: { src: string }) => !names.has(src))).to.deep.equal([]);
  });

  it("lists every file except itself and those that draw PDFs in the service worker", () => {
    const worker = text(files, "sw.js");
    const missing = files.filter(({ path }) => path !== "sw.js" && !worker.includes(JSON.stringify(path)));
    expect(missing.map(({ path }) => path.replace(/-[^/]*/, ""))).to.deep.equal([
      "pdfDecoders/jbig2_nowasm_fallback.js",
      "pdfDecoders/openjpeg_nowasm_fallback.js",
      ...["pdfRenderer", "pdfWorker"],
    ]);
    const drawing = missing.at(-1);
    const pages = missing
      .map(({ path }) => text(files, path))
      .find((content) => content.includes(`"${drawing?.path}"`));
    expect(pages, "the worker is started by its address").to.include("workerSrc");
  });

  it("keeps schemas and charts out of what the first screen loads", () => {
    const scripts = files.filter(({ path }) => path.endsWith(".js") && path !== "sw.js");
    expect(scripts.filter(({ content }) => String(content).includes("ZodError"))).to.deep.equal([]);
    const early = scripts.filter(({ path }) => /^(main|head|chunk|monthScreen)-/.test(path));
    expect(early.filter(({ content }) => String(content).includes("uplot"))).to.deep.equal([]);
  });

  it("holds the sign-in form and its name in each language, of which one shows", () => {
    const [styles = ""] = files
      .filter(({ path }) => path.endsWith(".css"))
      .map(({ path }) => text(files, path));
    for (const language of Object.keys(languages)) {
      expect(text(files, "index.html").split(`<span lang=${language}>`)).to.have.length(12);
      expect(styles).to.include(`:root[lang=${language}] :is(.early,.splash) [lang]:not([lang=${language}])`);
    }
  });

  it("has neither styles nor drawings for receipts before a screen shows something of them", () => {
    const styles = files.filter(({ path }) => path.endsWith(".css"));
    expect(styles).to.have.length(1);
    expect(styles.filter(({ content }) => /receipt/.test(String(content)))).to.deep.equal([]);
    const page = text(files, "index.html");
    expect(page).to.include("icon-plus").and.not.to.include("camera");
  });
});
