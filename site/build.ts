import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, type BuildResult, buildSync, transformSync } from "esbuild";
import { app as appInArabic } from "./i18n/ar/app";
import { auth as authInArabic } from "./i18n/ar/auth";
import { app as appInGerman } from "./i18n/de/app";
import { auth as authInGerman } from "./i18n/de/auth";
import { app as appInEnglish } from "./i18n/en/app";
import { auth as authInEnglish } from "./i18n/en/auth";
import type { Language } from "./i18n/languages";
import type { Messages } from "./i18n/message";
import { iconSymbols } from "./lib/categories/icons";

const SITE = __dirname;

/** A year: the name of such a file changes with its content. */
const FOREVER = "public, max-age=31536000, immutable";
const ALWAYS_ASK = "no-cache";

/** The first versions that support `light-dark()` and `Map.groupBy`. */
const TARGET = ["chrome123", "firefox125", "safari17.5"];

/** A file of the site as it is uploaded. */
export interface SiteFile {
  /** Path below the site's root. */
  path: string;
  content: string | Buffer;
  contentType: string;
  cacheControl: string;
}

export interface SiteOptions {
  /** Origins or patterns that the page may call: the API, the sign-in service, and the bucket of receipts. */
  connectSources: readonly string[];
  /** False for a deployment without receipts: no app can share files with its page. Default: true. */
  receipts?: boolean;
}

const FIRST_SCREENS = "firstScreens.ts";

/** The worker of the renderer of PDFs, which starts it by its address. */
const PDF_WORKER = "pdfjs-dist/legacy/build/pdf.worker.min.mjs";

/**
 * The decoders of the pictures that scanners put into PDFs (fax, JBIG2, JPEG 2000), as scripts: the content security
 * policy forbids WebAssembly. The renderer loads each by its name when a page has such a picture.
 */
const PDF_DECODERS = ["jbig2_nowasm_fallback.js", "openjpeg_nowasm_fallback.js"];

/**
 * Entries of the page. esbuild orders the modules of a chunk by their distance from an entry. Unless the injected file is one, a
 * module that a new screen imports comes first, and with it what needs it, before it is defined.
 */
const ENTRIES = ["main.tsx", FIRST_SCREENS];

type Bundle = BuildResult<{ write: false; metafile: true }>;

/** Bundles the page. The same sources and options give the same bytes. */
export function buildSite(options: SiteOptions): SiteFile[] {
  const pdfWorker = hashed("pdfWorker", readFileSync(require.resolve(PDF_WORKER)));
  const pdfDecoders = inHashedFolder(
    "pdfDecoders",
    PDF_DECODERS.map((name) => require.resolve(`pdfjs-dist/wasm/${name}`)),
  );
  const app = bundleApp(pdfWorker, pdfDecoders);
  const head = bundleHead(app);
  const files: SiteFile[] = [
    indexPage(app, head, options),
    ...[app, head].flatMap(hashedFiles),
    pdfWorker,
    ...pdfDecoders,
    asset("icons/icon.svg", "image/svg+xml"),
    ...["icon-192.png", "icon-512.png", "icon-maskable.png", "icon-apple.png"].map((name) =>
      asset(`icons/${name}`, "image/png"),
    ),
    manifest(options),
    asset("third-party-notices.txt", "text/plain; charset=utf-8"),
  ];
  return [...files, serviceWorker(files, options)].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Everything that the page runs, in chunks of which each screen loads its own. */
function bundleApp(pdfWorker: SiteFile, pdfDecoders: readonly SiteFile[]): Bundle {
  return bundle("main.tsx", {
    splitting: true,
    format: "esm",
    entryPoints: ENTRIES.map((entry) => join(SITE, entry)),
    inject: [join(SITE, FIRST_SCREENS)],
    define: {
      RECEIPT_STYLES: JSON.stringify(lateStyles("receipts.css")),
      PDF_WORKER: JSON.stringify(pdfWorker.path),
      PDF_DECODERS: JSON.stringify(`${dirname(pdfDecoders[0]?.path ?? "")}/`),
    },
  });
}

/** A style sheet that the first screen needs nothing of, for a script that adds it. */
function lateStyles(name: string): string {
  const source = readFileSync(join(SITE, "styles", name), "utf8");
  return transformSync(source, { loader: "css", minify: true, target: TARGET }).code.trim();
}

/** The script that runs before the page shows. It preloads the chunks of the first screen. */
function bundleHead(app: Bundle): Bundle {
  const ofDocument = filesOf(app, "main.tsx");
  const missing = (entry: string) => filesOf(app, entry).filter((path) => !ofDocument.includes(path));
  return bundle("head.ts", {
    format: "iife",
    define: {
      SCREENS: JSON.stringify({
        signedIn: missing("screens/month/monthScreen.tsx"),
        signedOut: missing("screens/auth/signedOut.tsx"),
      }),
    },
  });
}

function indexPage(app: Bundle, head: Bundle, { connectSources }: SiteOptions): SiteFile {
  const main = outputOf(app, "main.tsx");
  const values: Record<string, string> = {
    csp: contentSecurityPolicy(connectSources),
    styles: basename(main.cssBundle ?? ""),
    icons: iconSymbols(),
    head: basename(outputOf(head, "head.ts").path),
    main: basename(main.path),
    preloads: filesOf(app, "main.tsx")
      .map((path) => `<link rel="modulepreload" href="${path}">`)
      .join(""),
  };
  // No space between elements: where the script finds some, it moves the fields that it takes over, and they lose the focus.
  const page = readFileSync(join(SITE, "index.html"), "utf8").replaceAll(/\n */g, "");
  const content = page.replaceAll(
    /\{\{([\w.]+)\}\}/g,
    (_, name: string) => values[name] ?? inEachLanguage(name),
  );
  return { path: "index.html", content, contentType: "text/html; charset=utf-8", cacheControl: ALWAYS_ASK };
}

/** The texts of the form that the document holds, which shows them in the language of the browser. */
const TEXTS: Readonly<Record<Language, Messages>> = {
  en: { ...appInEnglish, ...authInEnglish },
  de: { ...appInGerman, ...authInGerman },
  ar: { ...appInArabic, ...authInArabic },
};

function inEachLanguage(key: string): string {
  const written = Object.entries(TEXTS).map(([language, { [key]: text }]) => {
    if (typeof text !== "string") throw new Error(`The document names a text that does not exist: ${key}.`);
    return `<span lang=${language}>${text}</span>`;
  });
  return written.join("");
}

/** The manifest of the installed page. It names what other apps can share with it. */
function manifest({ receipts = true }: SiteOptions): SiteFile {
  const file = asset("icons/manifest.webmanifest", "application/manifest+json");
  if (receipts) return file;
  const { share_target: _left, ...others } = JSON.parse(String(file.content));
  return { ...file, content: JSON.stringify(others) };
}

/**
 * The worker that caches this version of all files except those that render PDFs: they are two thirds of all bytes, few
 * users need them, and a PDF comes over the network anyway. Its name never changes; its content changes with any file.
 */
function serviceWorker(files: readonly SiteFile[], { receipts = true }: SiteOptions): SiteFile {
  const hash = createHash("sha256");
  for (const { path, content } of files) hash.update(path).update(content);
  const kept = (cached: string) =>
    JSON.stringify(
      files
        .filter(({ path, cacheControl }) => cacheControl === cached && !path.startsWith("pdf"))
        .map(({ path }) => path),
    );
  const { outputFiles } = bundle("worker/sw.ts", {
    format: "iife",
    define: {
      HASHED: kept(FOREVER),
      OTHERS: kept(ALWAYS_ASK),
      TAKES_FILES: JSON.stringify(receipts),
      VERSION: JSON.stringify(hash.digest("hex").slice(0, 16)),
    },
  });
  const [{ contents = new Uint8Array() } = {}] = outputFiles;
  return {
    path: "sw.js",
    content: Buffer.from(contents),
    contentType: "text/javascript; charset=utf-8",
    cacheControl: ALWAYS_ASK,
  };
}

/**
 * Content security policy: the page loads from its own origin, and calls the given origins too. No inline script or style. The
 * pictures of receipts are fetched, and shown from memory: before they are sent, and when they are read again.
 */
export function contentSecurityPolicy(connectSources: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    `connect-src ${["'self'", ...connectSources].join(" ")}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

function bundle(
  entry: string,
  options: Pick<BuildOptions, "entryPoints" | "format" | "splitting" | "inject" | "define">,
): Bundle {
  return buildSync({
    entryPoints: [join(SITE, entry)],
    absWorkingDir: SITE,
    outdir: join(SITE, "dist"),
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    target: TARGET,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    legalComments: "none",
    // Escaped, Arabic would be three times as long.
    charset: "utf8",
    tsconfig: join(SITE, "tsconfig.json"),
    logLevel: "silent",
    ...options,
  });
}

function outputOf({ metafile }: Bundle, entry: string) {
  const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
  if (!found) throw new Error(`The bundler made no file of ${entry}.`);
  const [path, output] = found;
  return { path, ...output };
}

/** The files that an entry needs before it can run: its own and its static imports. */
function filesOf(built: Bundle, entry: string): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const { kind, path: imported } of built.metafile.outputs[path]?.imports ?? []) {
      if (kind === "import-statement") visit(imported);
    }
  };
  visit(outputOf(built, entry).path);
  return [...found].map((path) => basename(path));
}

function hashedFiles({ outputFiles }: Bundle): SiteFile[] {
  return outputFiles.map(({ path, contents }) => ({
    path: basename(path),
    content: Buffer.from(contents),
    contentType: path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
    cacheControl: FOREVER,
  }));
}

/** A script that is uploaded unchanged, under a name that changes with it. */
function hashed(name: string, content: Buffer): SiteFile {
  return script(`${name}-${hashOf([content])}.js`, content);
}

/** Scripts that are uploaded unchanged, under their names in a folder whose name changes with them. */
function inHashedFolder(name: string, sources: readonly string[]): SiteFile[] {
  const contents = sources.map((source) => readFileSync(source));
  const folder = `${name}-${hashOf(contents)}`;
  return sources.map((source, index) =>
    script(`${folder}/${basename(source)}`, contents[index] ?? Buffer.alloc(0)),
  );
}

function hashOf(contents: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 8).toUpperCase();
}

const script = (path: string, content: Buffer): SiteFile => ({
  ...{ path, content },
  contentType: "text/javascript; charset=utf-8",
  cacheControl: FOREVER,
});

/** A file that is uploaded unchanged, to the site's root. */
function asset(source: string, contentType: string): SiteFile {
  const content = readFileSync(join(SITE, source));
  return { path: basename(source), content, contentType, cacheControl: ALWAYS_ASK };
}
