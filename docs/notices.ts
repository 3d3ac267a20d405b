// `npm run docs:notices`: writes the licenses of the packages that bundles contain, as most of those licenses require.
import { globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { BUNDLE_OPTIONS } from "../components/bundling/bundle";

const ROOT = join(__dirname, "..");

/** Files of notices, each with the build whose packages it names. */
const NOTICES: Readonly<Record<string, BuildOptions>> = {
  // Uploaded beside the page, which every browser copies.
  "site/third-party-notices.txt": {
    // The build inlines the icons into the document.
    entryPoints: ["site/main.tsx", "site/worker/sw.ts", "site/lib/categories/icons.ts"],
    tsconfig: "site/tsconfig.json",
    bundle: true,
    minify: true,
    format: "esm",
  },
  // A function's package is one file, so its notices stay in the repository. Handlers import only from `domain/`.
  "docs/third-party-notices.txt": {
    ...BUNDLE_OPTIONS,
    // One bundle of everything: one for each file would hold the SDK a hundred times.
    stdin: {
      contents: globSync("domain/**/*.ts", { cwd: ROOT })
        .sort()
        .map((path, index) => `export * as module${index} from ${JSON.stringify(`./${path}`)};`)
        .join("\n"),
      resolveDir: ROOT,
    },
  },
};

/** Codes of others in packages that the page's build copies, by the files of their licenses. */
const COPIED: Readonly<Record<string, { name: string; license: string; files: string[] }[]>> = {
  "site/third-party-notices.txt": [
    {
      ...{ name: "OpenJPEG", license: "BSD-2-Clause" },
      files: ["LICENSE_OPENJPEG", "LICENSE_PDFJS_OPENJPEG"],
    },
    {
      ...{ name: "The JBIG2 decoder of PDFium", license: "BSD-3-Clause and Apache-2.0" },
      files: ["LICENSE_JBIG2", "LICENSE_PDFJS_JBIG2"],
    },
  ].map(({ files, ...rest }) => ({
    ...rest,
    files: files.map((file) => join("node_modules/pdfjs-dist/wasm", file)),
  })),
};

interface Package {
  name: string;
  version: string;
  license: string;
  /** Full text; empty if the package has none. */
  text: string;
}

/** Texts of all files of notices by path, from the installed packages. */
export async function notices(): Promise<Record<string, string>> {
  const entries = Object.entries(NOTICES).map(async ([path, options]) => {
    const folders = await packageFolders(options);
    return [path, noticesOf([...folders.map(readPackage), ...copiedOf(path)])] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Folders of the packages whose code ends up in a bundle. */
async function packageFolders(options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({
    ...options,
    absWorkingDir: ROOT,
    outdir: ROOT,
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.map(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] : undefined,
  );
  return [...new Set(folders)].filter((folder) => folder !== undefined);
}

function readPackage(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const file = readdirSync(join(ROOT, folder)).find((entry) => /^(licen[cs]e|copying)\b/i.test(entry));
  return { name, version, license, text: file === undefined ? "" : textOf(join(ROOT, folder, file)) };
}

function copiedOf(path: string): Package[] {
  const { version } = readPackage("node_modules/pdfjs-dist");
  return (COPIED[path] ?? []).map(({ name, license, files }) => ({
    ...{ name: `${name} in pdfjs-dist`, version, license },
    text: files.map((file) => textOf(join(ROOT, file))).join("\n\n"),
  }));
}

const textOf = (path: string) => readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();

/** Packages ordered by name, with those that share a text merged. */
function noticesOf(packages: readonly Package[]): string {
  const titled = packages
    .map(({ name, version, license, text }) => ({ title: `${name} ${version} (${license})`, text }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const groups = [...Map.groupBy(titled, ({ text }) => text)];
  const sections = groups.map(([text, group]) => `${titlesOf(group)}\n\n${text}`.trim());
  return `${["This software contains the packages below.", ...sections].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

const titlesOf = (group: readonly { title: string }[]) =>
  [...new Set(group.map(({ title }) => title))].join("\n");

async function main(): Promise<void> {
  for (const [path, text] of Object.entries(await notices())) writeFileSync(join(ROOT, path), text);
}

if (require.main === module) void main();
