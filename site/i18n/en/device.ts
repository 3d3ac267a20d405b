import { english } from "../english";

/** Limits of this device or this browser. */
export const device = english({
  "device.notKept": "This browser could not store “{name}”. Leave this page open until it is sent.",
  "device.linkedGone": "The expense of this link is not in this list. It may have been moved or deleted.",
  "device.unknownZone": "This browser does not know the time zone {zone}. This device uses {used} instead.",
});
