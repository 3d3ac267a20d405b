import { dissolveGroup } from "../../data/categories/categoryGroups";
import { changeGroupName, moveGroup } from "../../data/categories/toldChanges";
import { ledgerSettings } from "../../data/settings/ledgerSettingsSync";
import { t } from "../../i18n";
import { settings } from "../../lib/ledger/shownSettings";
import { undoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import { GroupForm } from "./groupForm";
import type { Edited } from "./model";
import { UpAndDown } from "./upAndDown";

/** The heading of a group of categories, or the form that edits it. */
export function GroupLine({
  name,
  count,
  edited,
  setEdited,
}: {
  name: string;
  /** Categories in it. */
  count: number;
  edited: Edited | undefined;
  setEdited: (edited?: Edited) => void;
}) {
  const groups = settings.value.categoryGroups ?? [];
  if (edited?.group === name) {
    return (
      <GroupForm
        name={name}
        onSave={(to) => {
          setEdited(undefined);
          changeGroupName(name, to);
        }}
        onCancel={() => setEdited(undefined)}
        onDissolve={() => {
          setEdited(undefined);
          dissolve(name);
        }}
      />
    );
  }
  return (
    <div class="row group-row">
      <button
        type="button"
        class="row-open"
        aria-label={t("categories.editGroupOf", { name })}
        onClick={() => setEdited({ group: name })}
      >
        <span class="row-text">
          <bdi class="row-name">{name}</bdi>
          {count === 0 && <span class="row-category">{t("categories.emptyGroup")}</span>}
        </span>
      </button>
      <UpAndDown
        name={name}
        place={groups.indexOf(name)}
        count={groups.length}
        onMove={(to) => moveGroup(name, to)}
      />
    </div>
  );
}

function dissolve(name: string): void {
  const { categories, categoryGroups } = settings.value;
  ledgerSettings.change(dissolveGroup(name));
  showToast(
    t("categories.dissolved", { name }),
    undoAction(() => ledgerSettings.change((before) => ({ ...before, categories, categoryGroups }))),
  );
}
