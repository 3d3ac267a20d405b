import type { device as english } from "../en/device";
import type { Translation } from "../message";

export const device: Translation<typeof english> = {
  "device.notKept":
    "Dieser Browser konnte „{name}“ nicht speichern. Lassen Sie die Seite offen, bis die Ausgabe gesendet ist.",
  "device.linkedGone":
    "Die Ausgabe dieses Links steht nicht in dieser Liste. Vielleicht wurde sie verschoben oder gelöscht.",
  "device.unknownZone":
    "Dieser Browser kennt die Zeitzone {zone} nicht. Auf diesem Gerät gelten die Tage von {used}.",
};
