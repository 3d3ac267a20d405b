// Fails a run whose tests left a server open: the process would not end, and the run would wait until its own time is up.
const { Server } = require("node:net");

exports.mochaHooks = {
  afterAll() {
    // The public list of what keeps a process alive names kinds only, not what they are.
    const open = process._getActiveHandles().filter((handle) => handle instanceof Server && handle.listening);
    if (open.length === 0) return;
    const places = open.map((server) => JSON.stringify(server.address())).join(", ");
    for (const server of open) {
      server.closeAllConnections?.();
      server.close();
    }
    throw new Error(`Tests left servers open, at ${places}.`);
  },
};
