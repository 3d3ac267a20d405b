// Actions on existing expenses. Loaded after the list is shown, so that the list appears sooner.

export { hold } from "../../data/outbox/outboxEdits";
export { remove } from "../../data/writes/changeExpense";
export { askCategory } from "./categorySheet";
export { EditRow, RefusedEntry } from "./editRow";
export { SelectionBar } from "./selectionBar";
