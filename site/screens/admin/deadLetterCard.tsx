import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** Dead letters by queue, with their replay. */
export function DeadLetterCard() {
  const letters = useLoad(() => call("GET /admin/deadLetters"));
  const replay = async (queue: string) => {
    const { replayed, failed } = await call("POST /admin/deadLetters/{queue}/replay", { path: { queue } });
    showToast(
      failed > 0 ? t("admin.replayFailed", { replayed, failed }) : t("admin.replayed", { count: replayed }),
    );
    await letters.reload();
  };
  return (
    <section class="card" aria-labelledby="dead-letters">
      <h2 id="dead-letters" class="card-head">
        {t("admin.deadLetters")}
      </h2>
      <p class="card-text muted">{t("admin.deadLettersText")}</p>
      <Loaded from={letters} rows={1}>
        {({ queues }) => {
          const filled = queues.filter(({ waiting }) => waiting > 0);
          if (filled.length === 0) return <p class="card-text">{t("admin.noDeadLetters")}</p>;
          return (
            <ul class="rows">
              {filled.map(({ queue, waiting, reasons }) => (
                <li key={queue} class="item">
                  <span class="item-text">
                    <span class="item-name">{queue}</span>
                    <span class="item-detail muted">
                      {[t("admin.deadLettersWaiting", { count: waiting }), ...reasons].join(" · ")}
                    </span>
                  </span>
                  <ActionButton
                    text={t("admin.replay")}
                    label={t("admin.replayOf", { queue })}
                    run={() => replay(queue)}
                  />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}
