// The page's background in each theme, as in `tokens.css`: the bars of an installed page continue it.
const LIGHT = "#f6f5f2";
const DARK = "#131412";

/** Shows a theme, in the page and in the bars that the system draws around it; `system` leaves the choice to the system. */
export function showTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    // The system picks one of them by its scheme.
    const shown = theme === "system" ? meta.media : theme;
    meta.content = shown.includes("dark") ? DARK : LIGHT;
  }
}
