import { categoriesOf } from "../../data/categories/categorySet";
import { t } from "../../i18n";
import { settings } from "../../lib/ledger/shownSettings";
import { hrefOf } from "../../lib/page/pageRoute";
import { CategorySign } from "../../parts/basics/categorySign";

/** The categories at a glance, and the way to change them. */
export function CategorySettings() {
  return (
    <section class="card setting">
      <h2>{t("categories.title")}</h2>
      <p class="muted">{t("categories.text")}</p>
      <div class="signs" aria-hidden="true">
        {categoriesOf(settings.value).map(({ name }) => (
          <CategorySign key={name} category={name} />
        ))}
      </div>
      <a class="button" href={hrefOf("settings/categories")}>
        {t("settings.changeCategories")}
      </a>
    </section>
  );
}
