// What both first screens need, the month and the sign-in. The build imports this file from every other (`inject`), so that all
// of it comes in one chunk: left to itself esbuild makes a chunk for each set of screens that shares a module, which was sixteen
// files of mostly less than a kilobyte, over a network that takes longer to ask for one than to send it.
import "./data/editing";
import "./data/outbox";
import "./lib/format";
import "./lib/clock";
import "./parts/categorySign";
import "./parts/failure";
import "./parts/field";
import "./parts/icon";
import "./parts/lazy";
