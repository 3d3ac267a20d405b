// The requests for a page of a list. `longFilters.test.ts` bundles them, as a part of them is loaded when it is needed.
export { filterOf, searchOf } from "../../site/data/lists/listFilter";
export { pageOf } from "../../site/data/lists/listReading";
export { startSession } from "../../site/lib/auth/signInAndOut";
export { loadConfig } from "../../site/lib/config/deployedConfig";
