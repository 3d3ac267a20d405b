import "../../i18n/en/reports";
import { useEffect } from "preact/hooks";
import {
  download,
  isUnderWay,
  periodName,
  type ReportFormat,
  readReports,
  reportOf,
  reports,
  reportsProblem,
  reportWork,
} from "../../data/reports/reportDownloads";
import { inWords, t } from "../../i18n";
import { moment } from "../../lib/formatting/time";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { ProgressBar } from "../../parts/basics/progressBar";
import { Loaded } from "../../parts/loading/loadable";
import { fileSize } from "./fileSize";

const FORMATS: readonly ReportFormat[] = ["csv", "xlsx"];

/** The reports of the months and years with expenses, each of which is made on the way to its download. */
export function Reports() {
  useEffect(() => void readReports(), [ledgerId.value]);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("reports.title")}</h1>
      <p class="links">
        <a href={hrefOf("reports/trends")}>{t("reports.trends")}</a>
      </p>
      <p class="muted">{t("reports.text")}</p>
      <Loaded from={{ value: reports.value, problem: reportsProblem.value, reload: readReports }}>
        {({ months }) =>
          months.length === 0 ? (
            <div class="empty">
              <p class="empty-title">{t("reports.none")}</p>
              <p class="muted">{t("reports.noneText")}</p>
            </div>
          ) : (
            [...Map.groupBy(months, (month) => month.slice(0, 4))].map(([year, its]) => (
              <Year key={year} year={year} months={its} />
            ))
          )
        }
      </Loaded>
    </main>
  );
}

function Year({ year, months }: { year: string; months: readonly string[] }) {
  return (
    <section class="report-year" aria-label={periodName(year)}>
      <h2>{periodName(year)}</h2>
      <ul class="card rows">
        {[year, ...months].map((month) => (
          <li key={month} class="item">
            <ReportItem month={month} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReportItem({ month }: { month: string }) {
  const name = periodName(month);
  const work = reportWork.value[month];
  const busy = isUnderWay(month) || reportOf(month)?.state === "making";
  const text = textOf(month);
  return (
    <>
      <span class="item-text">
        <span class="item-name">{month.includes("-") ? name : t("reports.year")}</span>
        <span class="item-detail muted" role="status">
          {work?.problem ? <span class="problem">{inWords(work.problem.message)}</span> : text}
        </span>
        {busy && <ProgressBar label={`${name}: ${text}`} />}
      </span>
      {!isUnderWay(month) && (
        <span class="item-actions">
          {FORMATS.map((format) => (
            <DownloadButton key={format} month={month} format={format} />
          ))}
        </span>
      )}
    </>
  );
}

function DownloadButton({ month, format }: { month: string; format: ReportFormat }) {
  const work = reportWork.value[month];
  const hasFailed = work?.problem !== undefined && work.format === format;
  const name = t(`reports.format.${format}`);
  return (
    <button
      type="button"
      class="button small"
      aria-label={t("reports.download", { month: periodName(month), format: name })}
      onClick={() => void download(month, format)}
    >
      {hasFailed ? t("app.retry") : name}
    </button>
  );
}

/** The state of a report, in words. */
function textOf(month: string): string {
  const work = reportWork.value[month];
  if (work?.read !== undefined) {
    return t("reports.reading", { count: work.read });
  }
  const { state, size, madeAt } = reportOf(month) ?? {};
  if (work !== undefined || state === "making") return t("reports.making");
  if (state === "failed") return t("reports.failed");
  return state === "ready" && size !== undefined && madeAt
    ? t("reports.made", { size: fileSize(size), at: moment(madeAt) })
    : t("reports.onTheWay");
}
