// Preloaded into the local cloud's process and those of the tests: TypeScript by ts-node, as the Pulumi CLI runs it,
// with its results cached between runs. Compiling every file again would take a quarter of the time of `npm start`.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

const root = join(__dirname, "..");
const cache = join(root, "node_modules", ".cache", "local-cloud");
Module.enableCompileCache(join(cache, "v8"));

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
    // By a rename, so that another process never reads a partial file.
    writeFileSync(`${file}.${process.pid}`, compiled);
    renameSync(`${file}.${process.pid}`, file);
    return compiled;
  }
};

// ts-node maps stack traces back to TypeScript. For its engine, the Pulumi runtime takes one for each promise and each
// resource, by an error without a message: mapping those took a third of the time to run the program, so they are not
// mapped.
const mapped = Error.prepareStackTrace;
Error.prepareStackTrace = (error, sites) => (error.message === "" ? `${error}` : mapped(error, sites));

// The Pulumi runtime loads npm's own resolver, over a quarter of all modules, to find the packages that a function is uploaded
// with. This program's functions are bundled: the resolver is loaded when it is asked for, which takes 0.2 s.
const load = Module._load;
Module._load = function (request, ...rest) {
  if (request !== "@npmcli/arborist") return load.call(this, request, ...rest);
  return {
    __esModule: true,
    get Arborist() {
      return load.call(Module, request, ...rest).Arborist;
    },
  };
};
