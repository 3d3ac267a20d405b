import { calendarState } from "../../domain/recurring/calendarSchemas";
import { operation } from "../operation";

/** Returns whether the user has a calendar feed of the ledger. */
export const getCalendar = operation({
  route: "GET /calendar",
  summary: "Get the state of the user's calendar feed",
  role: "viewer",
  answers: { 200: calendarState },
  uses: { ledgers: ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { CalendarFeeds } = await import("../../domain/ledgers/calendarFeeds.js");
    const { USER } = await import("../../domain/ledgers/ledgerKeys.js");

    const feeds = new CalendarFeeds(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { user, ledger }, _hasTime, items) => {
      const feed = await feeds.of(ledger, user.id, items.get(USER) ?? {});
      if (feed === undefined) return { status: 200, body: {} };
      const { createdAt, amounts } = feed;
      return { status: 200, body: { feed: { createdAt, amounts } } };
    });
  },
});
