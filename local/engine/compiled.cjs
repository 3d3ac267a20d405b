// The JavaScript of TypeScript files: made by ts-node, as the Pulumi CLI does, and kept between runs. Compiling every file again
// would take a quarter of the time of `npm start`. The compiler alone takes a tenth, so it is loaded for the first file that was
// not compiled before.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..", "..");
const cache = join(root, "node_modules", ".cache", "local-cloud");

const { version } = require("typescript/package.json");
const settings = `${version}\n${readFileSync(join(root, "tsconfig.json"), "utf8")}`;

/** The files in which the results are, by the paths of their sources. */
const results = new Map();

/** @returns the JavaScript of a file, with a source map at its end */
function compiled(path, code = readFileSync(path, "utf8")) {
  const name = createHash("sha256").update(`${settings}\n${path}\n${code}`).digest("hex");
  const file = join(cache, `${name}.js`);
  results.set(path, file);
  try {
    return readFileSync(file, "utf8");
  } catch {
    const result = compiler().compile(code, path);
    mkdirSync(cache, { recursive: true });
    // By a rename, so that another process never reads a partial file.
    writeFileSync(`${file}.${process.pid}`, result);
    renameSync(`${file}.${process.pid}`, file);
    return result;
  }
}

let service;

function compiler() {
  // Before it: the compiler installs a mapper of its own, which knows the files only that it has compiled itself.
  mapper();
  const installed = Error.prepareStackTrace;
  service ??= require("ts-node").create({ cwd: root });
  Error.prepareStackTrace = installed;
  return service;
}

let mapTrace;

/** @returns what makes the text of a stack trace, with the lines of the TypeScript files */
function mapper() {
  if (mapTrace) return mapTrace;
  const installed = Error.prepareStackTrace;
  const load = require("node:module").createRequire(require.resolve("ts-node"));
  load("@cspotcode/source-map-support").install({
    environment: "node",
    retrieveFile: (path) => (results.has(path) ? readFileSync(results.get(path), "utf8") : ""),
  });
  mapTrace = Error.prepareStackTrace;
  Error.prepareStackTrace = installed;
  return mapTrace;
}

/** As `Error.prepareStackTrace`. */
const traceOf = (error, sites) => mapper()(error, sites);

module.exports = { cache, compiled, traceOf };
