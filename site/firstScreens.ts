// Modules that both first screens need, the month and the sign-in. The build injects this file into every other, so that they
// all come in one chunk. By default esbuild makes a chunk for each set of screens that share a module: sixteen files, most of
// them under a kilobyte, where a request takes longer than the transfer.
import "./data/editing";
import "./data/outbox";
import "./lib/format";
import "./lib/clock";
import "./parts/categorySign";
import "./parts/failure";
import "./parts/field";
import "./parts/icon";
import "./parts/lazy";
