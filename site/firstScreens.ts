// Modules that both first screens need, the month and the sign-in, or the month and what is loaded after it. The build injects
// this file into every other, so that they all come in one chunk. By default esbuild makes a chunk for each set of screens that
// share a module: sixteen files, most of them under a kilobyte, where a request takes longer than the transfer.
import "../domain/expenses/category";
import "./data/adding";
import "./data/editing";
import "./data/filter";
import "./data/lists";
import "./data/outbox";
import "./data/selection";
import "./data/sought";
import "./data/view";
import "./lib/format";
import "./lib/clock";
import "./lib/media";
import "./lib/parts";
import "./lib/route";
import "./parts/amount";
import "./parts/categorySign";
import "./parts/failure";
import "./parts/field";
import "./parts/icon";
import "./parts/lazy";
import "./parts/progress";
import "./parts/tabBar";
import "./parts/toastRegion";
import "./parts/topBar";
import "./parts/useMedia";
import "./app";
