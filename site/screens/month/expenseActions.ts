// What changes expenses that are there already: fetched once the list stands, so that the list stands sooner.
export { remove } from "../../data/changes";
export { EditRow, RefusedRow } from "./editRow";
export { SelectionBar } from "./selectionBar";
