import { isKey, t } from "../../i18n";
import { ago, moment } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The last success of each job. */
export function Jobs() {
  const jobs = useLoad(() => call("GET /admin/jobs"));
  return (
    <section class="card" aria-labelledby="jobs">
      <h2 id="jobs" class="card-head">
        {t("admin.jobs")}
      </h2>
      <Loaded from={jobs}>
        {({ jobs: all }) => (
          <ul class="rows">
            {all.map(({ job, description, succeededAt }) => (
              <li key={job} class="item">
                <span class="item-text">
                  <span class="item-name">{nameOf(job) ?? <span lang="en">{description}</span>}</span>
                  <span class="item-detail muted">
                    {succeededAt
                      ? t("admin.jobLast", { ago: ago(succeededAt), at: moment(succeededAt) })
                      : t("admin.jobNever")}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

/** Its name in the user's language, if it has one. */
function nameOf(job: string): string | undefined {
  const key = `admin.job.${job}` as const;
  return isKey(key) ? t(key) : undefined;
}
