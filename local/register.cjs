// Preloaded into the local cloud's process: TypeScript by ts-node, as the Pulumi CLI and mocha run it, with its results
// kept between runs. Compiling every file anew would be a quarter of the time that `npm start` takes.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const root = join(__dirname, "..");
const cache = join(root, "node_modules", ".cache", "local-cloud");
enableCompileCache(join(cache, "v8"));

const service = require("ts-node").register({ cwd: root });
const settings = `${service.ts.version}\n${readFileSync(join(root, "tsconfig.json"), "utf8")}`;
const compile = service.compile;

service.compile = (code, path, ...rest) => {
  const name = createHash("sha256").update(`${settings}\n${path}\n${code}`).digest("hex");
  const file = join(cache, `${name}.js`);
  try {
    return readFileSync(file, "utf8");
  } catch {
    const compiled = compile(code, path, ...rest);
    mkdirSync(cache, { recursive: true });
    // By a rename, so that another process never reads half a file.
    writeFileSync(`${file}.${process.pid}`, compiled);
    renameSync(`${file}.${process.pid}`, file);
    return compiled;
  }
};

// ts-node maps every stack trace back to TypeScript, and the Pulumi runtime takes one for each promise it makes: more than
// half a second of the start. Lines of a trace are those of the compiled files therefore.
Error.prepareStackTrace = undefined;
