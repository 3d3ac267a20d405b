import { english } from "../english";

/** What this device or this browser cannot do. */
export const device = english({
  "device.notKept": "This browser could not store “{name}”. Leave this page open until it is sent.",
  "device.unknownZone":
    "This browser does not know the time zone {zone}. On this device, days are those of {used}.",
});
