// Preloaded into the local cloud's process and those of the tests: what Node.js has to know to run TypeScript, with all that is
// compiled kept between runs.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join, sep } = require("node:path");
const { cache, compiled, traceOf } = require("./engine/compiled.cjs");

Module.enableCompileCache(join(cache, "v8"));

const byNode = Module._extensions[".ts"];
Module._extensions[".ts"] = (module, path) => {
  // Node.js refuses TypeScript of packages.
  if (path.includes(`${sep}node_modules${sep}`)) return byNode(module, path);
  module._compile(compiled(path, readFileSync(path, "utf8")), path);
};

// Stack traces are mapped back to TypeScript. For its engine, the Pulumi runtime takes one for each promise and each resource, by
// an error without a message: mapping those took a third of the time to run the program, so they are not mapped.
Error.prepareStackTrace = (error, sites) => (error.message === "" ? `${error}` : traceOf(error, sites));

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
