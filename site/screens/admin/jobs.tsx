import { manage } from "../../i18n/manage";
import { getJobs } from "../../lib/adminApi";
import { ago, moment } from "../../lib/formatOthers";
import { Loaded, useLoad } from "../../parts/load";

/** When each job last succeeded. */
export function Jobs() {
  const jobs = useLoad(getJobs);
  const { title, names, never, last } = manage().admin.jobs;
  return (
    <section class="card" aria-labelledby="jobs">
      <h2 id="jobs" class="card-head">
        {title}
      </h2>
      <Loaded from={jobs}>
        {({ jobs: all }) => (
          <ul class="rows">
            {all.map(({ job, succeededAt }) => (
              <li key={job} class="item">
                <span class="item-text">
                  <span class="item-name">{job in names ? names[job as keyof typeof names] : job}</span>
                  <span class="item-detail muted">
                    {succeededAt ? last(moment(succeededAt), ago(succeededAt)) : never}
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
