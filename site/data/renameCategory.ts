import "../i18n/en/categories";
import { t } from "../i18n";
import { problemOf } from "../lib/requestError";
import { showToast } from "../lib/toasts";
import { moveExpenses } from "./moveExpenses";
import { begin, end, isPassing, type Rename, type UnsentWrite } from "./unsentWrites";

/**
 * Takes the expenses of a category that was renamed along, and shows the progress. Should the page be closed meanwhile, the next
 * one goes on with it.
 * @param resumed The rename if an earlier page left it.
 */
export async function renameCategory(
  { from, to }: Pick<Rename, "from" | "to">,
  resumed?: UnsentWrite,
): Promise<void> {
  const unsent = begin({ kind: "rename", from, to }, resumed);
  let count = 0;
  try {
    await moveExpenses(from, to, (done) => {
      count = done;
      if (done > 0) showToast(t("categories.moving", { name: to, count: done }));
    });
    end(unsent);
    if (count > 0) showToast(t("categories.moved", { name: to, count }));
  } catch (error) {
    end(unsent, !isPassing(error));
    showToast(problemOf(error).message, {
      label: t("app.retry"),
      run: () => void renameCategory({ from, to }, unsent),
    });
  }
}
