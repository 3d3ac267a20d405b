import { LINKED_LEDGER } from "../../../domain/ledgers/ledgerLink";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf, navigate, type PageRoute } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { openLedgerOf, switchTo } from "./switchLedger";

/**
 * Goes to the place that a link in an email names, in its ledger, which it opens. If that is not possible, it goes to
 * the list of ledgers and says why.
 * @throws RequestError if the user's ledgers cannot be read.
 */
export async function followLink({ path, query }: PageRoute): Promise<void> {
  const [id, ...place] = path.slice(LINKED_LEDGER.length).split("/");
  if (id === ledgerId.peek()) return navigate(place.join("/"), query, { replace: true });
  const { ledgers } = await call("GET /ledgers");
  const ledger = ledgers.find((one) => one.id === id && one.erasesAt === undefined);
  const target = ledger && { ledger: ledger.own ? undefined : openLedgerOf(ledger) };
  if (target && switchTo(target.ledger, hrefOf(place.join("/"), query))) return;
  navigate(LINKED_LEDGER.slice(0, -1), {}, { replace: true });
  if (!target) showToast(t("ledgers.notYours"));
}
