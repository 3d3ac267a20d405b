import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { hrefOf } from "../../lib/page/pageRoute";
import { Icon } from "../basics/icon";

/** A screen below the settings, with the way back to them. */
export function SettingsPage({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="page" id="content">
      <a class="back" href={hrefOf("settings")}>
        <Icon name="chevronLeft" size={18} />
        {t("app.settings")}
      </a>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </main>
  );
}
