// Preloaded into the local cloud of the browser tests. V8 collects the garbage of a thread that has become idle, to save memory: of
// a hundred workers with a function each, that takes almost as long as starting them. Kept, it takes a quarter more memory: 3.3 GB in the
// largest run of mocha, for which .mocharc.json has the same flag.
require("node:v8").setFlagsFromString("--no-memory-reducer");
