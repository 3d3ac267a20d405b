import "../../i18n/en/reports";
import { useEffect, useState } from "preact/hooks";
import type { Report } from "../../../domain/reports/reportSchemas";
import { addMonths } from "../../../domain/values/day";
import {
  download,
  expectedReports,
  make,
  readReports,
  reports,
  reportsProblem,
  retrieve,
} from "../../data/reports";
import { t } from "../../i18n";
import { thisMonth } from "../../lib/clock";
import { monthName } from "../../lib/format";
import { hrefOf } from "../../lib/route";
import { moment } from "../../lib/time";
import { ActionButton } from "../../parts/actionButton";
import { Loaded } from "../../parts/load";
import { MonthSelect } from "../../parts/monthSelect";
import { Progress } from "../../parts/progress";
import { fileSize } from "./fileSize";

/** The monthly reports: which there are, making one now, downloading, asking one back from the archive. */
export function Reports() {
  const [chosen, choose] = useState<string>();
  const month = chosen ?? addMonths(thisMonth.value, -1);
  useEffect(() => void readReports(), []);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("reports.title")}</h1>
      <p>
        <a href={hrefOf("reports/trends")}>{t("reports.trends")}</a>
      </p>
      <p class="muted">{t("reports.text")}</p>
      <section class="card ask" aria-label={t("reports.make")}>
        <MonthSelect label={t("reports.month")} value={month} onChoose={choose} />
        <ActionButton class="primary" text={t("reports.make")} run={() => make(month)} />
      </section>
      <Loaded from={{ value: reports.value, problem: reportsProblem.value, reload: readReports }}>
        {(known) =>
          known.length === 0 ? (
            <div class="empty">
              <p class="empty-title">{t("reports.empty")}</p>
              <p class="muted">{t("reports.emptyText")}</p>
            </div>
          ) : (
            <ul class="card rows" aria-label={t("reports.list")}>
              {known.map((report) => (
                <li key={report.month} class="item">
                  <ReportItem report={report} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </main>
  );
}

function ReportItem({ report }: { report: Report }) {
  const { month, state } = report;
  const underWay = state === "making" || state === "retrieving";
  const text = textOf(report);
  return (
    <>
      <span class="item-text">
        <span class="item-name">{monthName(month)}</span>
        <span class="item-detail muted" role="status">
          {text}
        </span>
        {underWay && <Progress label={`${monthName(month)}: ${text}`} />}
      </span>
      {!underWay && <Actions report={report} />}
    </>
  );
}

function Actions({ report: { month, state, size } }: { report: Report }) {
  const name = monthName(month);
  const again = state === "failed" || state === "empty";
  return (
    <span class="item-actions">
      {(state === "ready" || (state === "failed" && size !== undefined)) && (
        <ActionButton
          text={t("reports.download")}
          label={t("reports.downloadOf", { month: name })}
          run={() => download(month)}
        />
      )}
      {state === "archived" && (
        <ActionButton
          text={t("reports.retrieve")}
          label={t("reports.retrieveOf", { month: name })}
          run={() => retrieve(month)}
        />
      )}
      {again ? (
        <ActionButton
          text={t("app.retry")}
          label={t("reports.retryOf", { month: name })}
          run={() => make(month)}
        />
      ) : (
        <ActionButton
          icon="undo"
          label={t("reports.makeAgain", { month: name })}
          class=""
          run={() => make(month)}
        />
      )}
    </span>
  );
}

function textOf({ month, state, size, madeAt }: Report): string {
  const at = expectedReports.value[month];
  if (state === "retrieving" && at) return t("reports.expected", { at: moment(at) });
  if (state !== "ready") return t(`reports.state.${state}`);
  return size !== undefined && madeAt ? t("reports.made", { size: fileSize(size), at: moment(madeAt) }) : "";
}
