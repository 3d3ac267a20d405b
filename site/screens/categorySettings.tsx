import { categoriesOf } from "../data/ownCategories";
import { manage } from "../i18n/manage";
import { hrefOf } from "../lib/route";
import { settings } from "../lib/settings";
import { CategorySign } from "../parts/categorySign";

/** The categories at a glance, and the way to change them. */
export function CategorySettings() {
  const { title, text, edit } = manage().categories;
  return (
    <section class="card setting">
      <h2>{title}</h2>
      <p class="muted">{text}</p>
      <div class="signs" aria-hidden="true">
        {categoriesOf(settings.value).map(({ name }) => (
          <CategorySign key={name} category={name} />
        ))}
      </div>
      <a class="button" href={hrefOf("settings/categories")}>
        {edit}
      </a>
    </section>
  );
}
