// Actions on existing expenses. Loaded after the list is shown, so that the list is shown sooner.
export { remove } from "../../data/changes";
export { hold } from "../../data/outboxChanges";
export { askCategory } from "./categorySheet";
export { EditRow, RefusedRow } from "./editRow";
export { SelectionBar } from "./selectionBar";
