import { english } from "../english";

/** The list of unsent entries. */
export const unsent = english({
  "unsent.title": "Not sent yet",
  "unsent.text": "Kept on this device, and sent when there is a connection.",
  "unsent.none": "Everything is sent",
  "unsent.send": "Send now",
  "unsent.added": "New expense",
  "unsent.deleted": "Deleted",
  "unsent.restored": "Restored",
  "unsent.receipts": { one: "{count} receipt", other: "{count} receipts" },
  "unsent.others": {
    one: "And {count} other change, to settings or to several expenses at once",
    other: "And {count} other changes, to settings or to several expenses at once",
  },
  "unsent.discard": "Discard",
  "unsent.discardOf": "Discard what was not sent of {name}",
  "unsent.discarded": "Discarded what was not sent of “{name}”",
  "unsent.discardBulk": "Discard: {change}",
  "unsent.discardedBulk": "Discarded: {change}",
  "unsent.discardedRest": "{done}. Discarded: {change}",
  "unsent.orArrived": "{discarded}. If it had arrived already, it shows again once there is a connection.",
  "unsent.takeUp": "Do it after all",
  "unsent.move": "Move to my own ledger",
  "unsent.moveOf": "Move to my own ledger: {name}",
  "unsent.moved": "Moved “{name}” to your own ledger",
  "unsent.stays": "“{name}” is in {ledger} already and stays there",
});
