import type { more as english } from "../en/more";
import type { Translation } from "../message";

export const more: Translation<typeof english> = {
  "more.kind": "Art",
  "more.merchant": "Empfänger",
  "more.tags": "Schlagwörter",
  "more.tagsHint": "Arbeit, Urlaub",
  "more.notes": "Notizen",
  "more.parts": "Aufteilung",
};
