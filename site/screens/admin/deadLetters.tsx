import { manage } from "../../i18n/manage";
import { getDeadLetters, replayDeadLetters } from "../../lib/adminApi";
import { showToast } from "../../lib/toasts";
import { ActionButton } from "../../parts/actionButton";
import { Loaded, useLoad } from "../../parts/load";

/** Events that could not be handled, by queue, and the way to start them again. */
export function DeadLetters() {
  const letters = useLoad(getDeadLetters);
  const words = manage().admin.deadLetters;
  const replay = async (queue: string) => {
    const { replayed } = await replayDeadLetters(queue);
    showToast(words.replayed(replayed));
    await letters.reload();
  };
  return (
    <section class="card" aria-labelledby="dead-letters">
      <h2 id="dead-letters" class="card-head">
        {words.title}
      </h2>
      <p class="card-text muted">{words.text}</p>
      <Loaded from={letters} rows={1}>
        {({ queues }) => {
          const filled = queues.filter(({ waiting }) => waiting > 0);
          if (filled.length === 0) return <p class="card-text">{words.none}</p>;
          return (
            <ul class="rows">
              {filled.map(({ queue, waiting, reasons }) => (
                <li key={queue} class="item">
                  <span class="item-text">
                    <span class="item-name">{queue}</span>
                    <span class="item-detail muted">{[words.waiting(waiting), ...reasons].join(" · ")}</span>
                  </span>
                  <ActionButton text={words.replay} label={words.replayOf(queue)} run={() => replay(queue)} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}
