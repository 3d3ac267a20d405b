import { inOrder } from "../../lib/categories/categoryOrder";
import { callForVersion } from "../../lib/ledger/api";
import { isGone } from "../../lib/ledger/goneLedger";
import { ledgerId } from "../../lib/ledger/openLedger";
import { keepSettings, settings, usable } from "../../lib/ledger/shownSettings";
import { editOneOffs } from "./listEdits";
import { isMerged, mergedCategories, mergedGroups } from "./mergedCategories";
import { SettingsSync } from "./settingsSync";
import { unsentLedgerSettings } from "./unsentSettings";

type SettingsAnswer = Awaited<ReturnType<typeof callForVersion<"GET /ledger/settings">>>;

const stored = ({ body, etag = '"0"' }: SettingsAnswer) => ({ settings: usable(body), version: etag });

/** The settings of the ledger that shows. Its members share them. */
export const ledgerSettings = new SettingsSync({
  // A ledger that the user may enter again, such as a restored one, has its settings read at once: they were dropped.
  owner: () => (isGone.value ? undefined : ledgerId.value),
  unsent: unsentLedgerSettings,
  usable,
  edit: editOneOffs,
  isMerged,
  merge(settings, { name, value, base }) {
    const [before, after] = [usable({ [name]: base }), usable({ [name]: value })];
    if (name === "categories") {
      const categories = mergedCategories(settings, before.categories, after.categories ?? []);
      return { ...settings, categories };
    }
    const categoryGroups = mergedGroups(settings, before.categoryGroups ?? [], after.categoryGroups ?? []);
    return { ...settings, categoryGroups };
  },
  read: async () => stored(await callForVersion("GET /ledger/settings")),
  // In order: another device may have removed the group of a category that is merged.
  replace: async ({ settings: body, version }) =>
    stored(
      await callForVersion("PUT /ledger/settings", { body: inOrder(body), headers: { "If-Match": version } }),
    ),
  shown: () => settings.peek(),
  show: keepSettings,
});
