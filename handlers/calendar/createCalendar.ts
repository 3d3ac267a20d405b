import { createdCalendar, newCalendar } from "../../domain/recurring/calendarSchemas";
import { operation } from "../operation";

/** Creates a calendar feed of recurring expenses, which replaces the user's former one. */
export const createCalendar = operation({
  route: "POST /calendar",
  summary: "Create a calendar feed of recurring expenses",
  role: "viewer",
  body: newCalendar,
  answers: { 201: createdCalendar },
  uses: { ledgers: ["DeleteItem", "PutItem", "Query", "UpdateItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { CalendarFeeds } = await import("../../domain/ledgers/calendarFeeds.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { newCalendar } = await import("../../domain/recurring/calendarSchemas.js");

    const db = documentClient();
    const feeds = new CalendarFeeds(db, env.ledgers);
    const ledgers = new LedgerRepository(db, env.ledgers);

    return apiHandler(env, async (event, { user, ledger }) => {
      const { amounts } = parseBody(event, newCalendar);
      const now = new Date();
      if (!ledger.exists) await ledgers.make(ledger, now);
      const createdAt = now.toISOString();
      const secret = await feeds.create(ledger.id, { by: user.id, createdAt, amounts });
      const path = `/calendar.ics?${new URLSearchParams({ ledger: ledger.id, secret })}`;
      return { status: 201, body: { createdAt, amounts, path } };
    });
  },
});
