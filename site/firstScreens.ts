// Modules that both first screens need, the month and the sign-in, or the month and what is loaded after it. The build
// injects this file into every other, so that they all come in one chunk. By default esbuild makes a chunk for each set
// of screens that share a module: sixteen files, most of them under a kilobyte, where a request takes longer than the
// transfer. The order of the imports is that of the modules, and this one compresses best.
// Nothing is left of its constants, which are inlined: elsewhere it would be an empty file that many screens ask for.
import "./parts/fields/field";
import "./parts/basics/icon";
import "./lib/formatting/format";
import "./lib/formatting/clock";
import "./lib/formatting/partsInWords";
import "./lib/page/media";
import "./data/lists/listRows";
import "./data/lists/expenseLists";
import "./parts/frame/toastRegion";
import "./data/forms/openForms";
import "./lib/network/fetchedCode";
import "./parts/loading/lazy";
import "./data/outbox/outbox";
import "./parts/basics/amount";
import "./lib/page/pageRoute";
import "./parts/basics/categorySign";
import "./parts/basics/failure";
import "./parts/frame/topBar";
import "./app";
import "./start";
import "../domain/values/duration";
import "./parts/basics/useMedia";
import "./parts/loading/useDerived";
import "./data/lists/listFilter";
import "./parts/frame/tabBar";
import "../domain/expenses/category";
import "./data/lists/scrollTarget";
import "./data/lists/selection";
import "./parts/basics/progressBar";
