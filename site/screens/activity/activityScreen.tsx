import "../../i18n/en/activity";
import { useEffect, useState } from "preact/hooks";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { type NewestEntries, newsIn, readToNews } from "../../data/ledgers/activityNews";
import { lastVisit, markOf, type Visit, visited } from "../../data/ledgers/lastVisit";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { moment } from "../../lib/formatting/time";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { ActionButton } from "../../parts/basics/actionButton";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";
import { Loaded } from "../../parts/loading/loadable";
import { useDerived } from "../../parts/loading/useDerived";
import { usePages } from "../../parts/loading/usePages";
import { loggedBy, sentenceOf } from "./activityWords";
import { keysOf } from "./entryKeys";
import { Step } from "./expenseHistory";

/** The activity of the ledger, newest first: what others did since the last visit apart. */
export function ActivityScreen() {
  const { items, cursor, problem, more, reload } = usePages(async (from) => {
    const page = await callOrKept("GET /activity", { query: { cursor: from } });
    return { items: page.entries, cursor: page.cursor };
  }, ledgerId.value);
  // The visit before this screen was opened: it stays while the user reads.
  const before = useDerived(lastVisit, [ledgerId.value]);
  const behind = useNewsBehind(items, cursor, before);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("activity.title")}</h1>
      <p class="muted">{t("activity.text")}</p>
      <Loaded from={{ value: items, problem, reload }}>
        {(entries) => {
          const news = [...newsIn(entries, before), ...behind];
          return entries.length === 0 ? (
            <div class="empty">
              <p class="empty-title">{t("activity.empty")}</p>
            </div>
          ) : (
            <>
              {news.length > 0 && <Entries title={t("activity.new")} entries={news} />}
              <Entries
                title={news.length > 0 ? t("activity.before") : undefined}
                entries={entries.filter((entry) => !news.includes(entry))}
              />
            </>
          );
        }}
      </Loaded>
      {more && <ActionButton text={t("activity.more")} run={more} />}
    </main>
  );
}

/** Remembers the visit, and returns news that stand behind the entries on the screen: these may all be the user's own. */
function useNewsBehind(
  items: readonly ActivityEntry[] | undefined,
  cursor: string | undefined,
  before: Visit | undefined,
): readonly ActivityEntry[] {
  const [found, setFound] = useState<readonly ActivityEntry[]>([]);
  useEffect(() => {
    if (items === undefined) return;
    let isCurrent = true;
    const show = ({ entries, cursor: rest }: NewestEntries) => {
      if (!isCurrent) return;
      visited(entries, rest === undefined);
      if (found.length === 0) setFound(newsIn(entries.slice(items.length), before));
    };
    const known = { entries: items, cursor };
    // If it cannot be read, what others did stays news.
    if (found.length > 0) show(known);
    else void readToNews(before, known).then(show, () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [items]);
  const shown = new Set(items?.map(markOf));
  return found.filter((entry) => !shown.has(markOf(entry)));
}

function Entries({ title, entries }: { title?: string | undefined; entries: readonly ActivityEntry[] }) {
  if (entries.length === 0) return null;
  const keys = keysOf(entries);
  return (
    <section class="card" aria-label={title ?? t("activity.title")}>
      {title && <h2 class="card-head">{title}</h2>}
      <ul class="rows">
        {entries.map((entry, index) => (
          <li key={keys[index]}>
            {entry.expense && <ExpenseEntry {...entry.expense} />}
            {entry.ledger && <LedgerEntry at={entry.at} {...entry.ledger} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExpenseEntry({ expense, changes }: NonNullable<ActivityEntry["expense"]>) {
  const { category, date, description, deletedAt, createdAt } = expense;
  return (
    <a class="item" href={deletedAt ? hrefOf("trash") : hrefOf(date.slice(0, 7), { q: description })}>
      <CategorySign category={category} />
      <span class="item-text">
        <bdi class="item-name">{description}</bdi>
        {changes.map((change) => (
          <Step key={change.version} change={change} />
        ))}
        {changes.length === 0 && (
          <span class="item-detail muted">
            {loggedBy(expense)} · {moment(createdAt)}
          </span>
        )}
      </span>
      <Amount {...expense} />
    </a>
  );
}

function LedgerEntry({ at, by, changes }: { at: string } & NonNullable<ActivityEntry["ledger"]>) {
  return (
    <div class="item">
      <span class="item-text">
        {changes.map((change) => (
          <span key={`${change.type} ${change.member}`} class="item-name">
            {sentenceOf(change, by)}
          </span>
        ))}
        <span class="item-detail muted">{moment(at)}</span>
      </span>
    </div>
  );
}
