import { callForVersion } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { keepSettings, settings, usable } from "../../lib/ledger/shownSettings";
import { editOneOffs } from "./listEdits";
import { SettingsSync } from "./settingsSync";
import { unsentLedgerSettings } from "./unsentSettings";

type SettingsAnswer = Awaited<ReturnType<typeof callForVersion<"GET /ledger/settings">>>;

const stored = ({ body, etag = '"0"' }: SettingsAnswer) => ({ settings: usable(body), version: etag });

/** The settings of the ledger that shows. Its members share them. */
export const ledgerSettings = new SettingsSync({
  owner: () => ledgerId.value,
  unsent: unsentLedgerSettings,
  usable,
  edit: editOneOffs,
  read: async () => stored(await callForVersion("GET /ledger/settings")),
  replace: async ({ settings: body, version }) =>
    stored(await callForVersion("PUT /ledger/settings", { body, headers: { "If-Match": version } })),
  shown: () => settings.peek(),
  show: keepSettings,
});
