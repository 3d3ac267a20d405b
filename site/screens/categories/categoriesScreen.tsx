import "../../i18n/en/categories";
import { useState } from "preact/hooks";
import { MAX_CATEGORIES, MAX_CATEGORY_GROUPS } from "../../../domain/values/limits";
import { categoriesOf, categoryGroupsOf, dropOwnCategories } from "../../data/categories/categorySet";
import { addOwnCategory, addOwnGroup } from "../../data/categories/toldChanges";
import { ledgerSettings } from "../../data/settings/ledgerSettingsSync";
import { t } from "../../i18n";
import { settings } from "../../lib/ledger/shownSettings";
import { undoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import { Icon } from "../../parts/basics/icon";
import { SettingsPage } from "../../parts/frame/settingsPage";
import { CategoryForm } from "./categoryForm";
import { CategoryLine } from "./categoryLine";
import { GroupForm } from "./groupForm";
import { GroupLine } from "./groupLine";
import type { Edited } from "./model";

/** The ledger's categories: names, colors, signs, groups and order. */
export function Categories() {
  const [edited, setEdited] = useState<Edited>();
  const close = () => setEdited(undefined);
  const groups = categoryGroupsOf(settings.value);
  let line = 0;
  return (
    <SettingsPage title={t("categories.title")}>
      <p class="muted">{t("categories.text")}</p>
      <ul class="card rows" aria-label={t("categories.list")}>
        {groups.flatMap(({ group, categories }) => [
          ...(group === undefined ? [] : [group]).map((name) => {
            line += 1;
            return (
              <li key={`group ${name}`}>
                <GroupLine name={name} count={categories.length} edited={edited} setEdited={setEdited} />
              </li>
            );
          }),
          ...categories.map((category, index) => (
            <li key={category.name}>
              <CategoryLine
                category={category}
                place={{ line: line++, index, count: categories.length }}
                edited={edited}
                setEdited={setEdited}
              />
            </li>
          )),
        ])}
        {edited?.category === "" && (
          <li>
            <CategoryForm
              onSave={(category) => {
                close();
                addOwnCategory(category);
              }}
              onCancel={close}
            />
          </li>
        )}
        {edited?.group === "" && (
          <li>
            <GroupForm
              onSave={(name) => {
                close();
                addOwnGroup(name);
              }}
              onCancel={close}
            />
          </li>
        )}
      </ul>
      <Buttons setEdited={setEdited} />
    </SettingsPage>
  );
}

/** Adds categories and groups, up to their limits, and goes back to the ones that everybody has. */
function Buttons({ setEdited }: { setEdited: (edited: Edited) => void }) {
  const { categories, categoryGroups = [] } = settings.value;
  const isFull = categoriesOf(settings.value).length >= MAX_CATEGORIES;
  const hasAllGroups = categoryGroups.length >= MAX_CATEGORY_GROUPS;
  return (
    <>
      {isFull && <p class="muted">{t("categories.tooMany", { count: MAX_CATEGORIES })}</p>}
      {hasAllGroups && <p class="muted">{t("categories.tooManyGroups", { count: MAX_CATEGORY_GROUPS })}</p>}
      <div class="buttons">
        <button type="button" class="button" disabled={isFull} onClick={() => setEdited({ category: "" })}>
          <Icon name="plus" size={18} />
          {t("categories.add")}
        </button>
        <button type="button" class="button" disabled={hasAllGroups} onClick={() => setEdited({ group: "" })}>
          <Icon name="plus" size={18} />
          {t("categories.addGroup")}
        </button>
        {(categories || categoryGroups.length > 0) && (
          <button type="button" class="button quiet" onClick={reset}>
            {t("categories.reset")}
          </button>
        )}
      </div>
    </>
  );
}

function reset(): void {
  const { categories, categoryGroups } = settings.value;
  ledgerSettings.change(dropOwnCategories);
  showToast(
    t("categories.resetDone"),
    undoAction(() => ledgerSettings.change((before) => ({ ...before, categories, categoryGroups }))),
  );
}
