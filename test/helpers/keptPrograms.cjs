// Preloaded into Pulumi's runner, for runs that need not compile the program anew: the JavaScript that ts-node made of it before, as in
// the local cloud. The runner's own registration of ts-node would come after it and replace it.
require("../../local/register.cjs");
require("ts-node").register = () => {};
