import "../../i18n/en/recurring";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { RecurringExpense, RecurringList } from "../../../domain/recurring/ruleSchemas";
import {
  type Occurrence,
  occurrenceForm,
  ruleForm,
  typedOccurrence,
  typedRule,
} from "../../data/recurring/recurringForms";
import { expenseOf } from "../../data/recurring/recurringRules";
import { monthlyAfter } from "../../data/recurring/startOfRule";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { today } from "../../lib/formatting/clock";
import { money } from "../../lib/formatting/format";
import { ledgerId, mayEditAll } from "../../lib/ledger/openLedger";
import { problemOf } from "../../lib/network/requestError";
import { navigate, route } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { SettingsPage } from "../../parts/frame/settingsPage";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { CalendarFeedCard } from "./calendarFeedCard";
import { OccurrenceForm } from "./occurrenceForm";
import { type RepeatedExpense, RuleForm } from "./ruleForm";
import { RuleItem } from "./ruleItem";

type Edited = { rule: RecurringExpense } | { like?: RepeatedExpense | undefined } | { one: Occurrence };

/** The recurring expenses of the ledger: adding, changing and pausing them, proposals to confirm, and the calendar. */
export function Recurring() {
  const list = useLoad(() => callOrKept("GET /recurring"), ledgerId.value);
  const [edited, edit] = useState<Edited>();
  const beginLike = useLike((like) => edit({ like }));
  useLayoutEffect(() => {
    const rules = mayEditAll() && !edited && !route.peek().query.like ? list.value?.rules : undefined;
    if (!rules) return;
    const [typed, one] = [typedRule(rules), typedOccurrence(rules)];
    if (typed?.likeId !== undefined) beginLike(typed.likeId);
    else if (typed) edit(typed.rule ? { rule: typed.rule } : {});
    else if (one) edit({ one });
  }, [list.value === undefined]);
  const done = async () => {
    edit(undefined);
    await list.reload();
  };
  return (
    <SettingsPage title={t("recurring.title")}>
      <p class="muted">{t("recurring.text")}</p>
      {mayEditAll() && !edited && (
        <p>
          <button type="button" class="button primary" onClick={() => edit({})}>
            {t("recurring.add")}
          </button>
        </p>
      )}
      {edited && (
        <EditedForm edited={edited} onDone={done} onCancel={() => edit(undefined)} onChanged={list.reload} />
      )}
      <Loaded from={list}>{(rules) => <RuleList {...rules} onEdit={edit} onChange={list.reload} />}</Loaded>
      <CalendarFeedCard />
    </SettingsPage>
  );
}

interface EditedFormProps {
  edited: Edited;
  onDone: () => Promise<void>;
  onCancel: () => void;
  onChanged: () => Promise<void>;
}

/** The form that is open. Another one begins anew. */
function EditedForm({ edited, ...ends }: EditedFormProps) {
  if ("one" in edited) return <OccurrenceForm key={occurrenceForm(edited.one)} {...edited.one} {...ends} />;
  return (
    <RuleForm
      key={formOf(edited)}
      rule={"rule" in edited ? edited.rule : undefined}
      like={"like" in edited ? edited.like : undefined}
      {...ends}
    />
  );
}

interface RuleListProps extends RecurringList {
  onEdit: (edited: Edited) => void;
  onChange: () => Promise<void>;
}

function RuleList({ rules, yearly, onEdit, onChange }: RuleListProps) {
  if (rules.length === 0) {
    return (
      <div class="empty">
        <p class="empty-title">{t("recurring.empty")}</p>
        <p class="muted">{t("recurring.emptyText")}</p>
      </div>
    );
  }
  return (
    <>
      <p>{t("recurring.yearly", { amount: yearly.map(totalInWords).join(" · ") })}</p>
      <ul class="card rows" aria-label={t("recurring.title")}>
        {rules.map((rule) => (
          <li key={rule.id} class="item recurring-item">
            <RuleItem
              rule={rule}
              onEdit={() => onEdit({ rule })}
              onEditOne={(one) => onEdit({ one })}
              onChange={onChange}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The name of the form among the kept ones. */
const formOf = (edited: Exclude<Edited, { one: Occurrence }>) =>
  "rule" in edited ? ruleForm(edited.rule.id) : ruleForm(undefined, edited.like?.expense.expenseId);

/** Begins a rule with an expense that the address names. @returns begins one like any other expense. */
function useLike(begin: (like: RepeatedExpense) => void): (expenseId: string) => void {
  const { like } = route.value.query;
  const beginLike = (expenseId: string) =>
    void expenseOf(expenseId).then(
      (expense) => begin({ expense, schedule: monthlyAfter(expense.date, today.value) }),
      (error: unknown) => showToast(problemOf(error).message),
    );
  useEffect(() => {
    if (!like) return;
    navigate(route.value.path, {}, { replace: true });
    beginLike(like);
  }, [like]);
  return beginLike;
}

function totalInWords({ currency, spending, income }: RecurringList["yearly"][number]): string {
  const parts = [money(spending, currency)];
  if (Number(income) > 0) parts.push(t("recurring.yearlyIncome", { amount: money(income, currency) }));
  return parts.join(" · ");
}
