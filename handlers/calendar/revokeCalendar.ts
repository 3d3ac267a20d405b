import { operation } from "../operation";

/** Revokes the user's calendar feed of the ledger; repeating it changes nothing. */
export const revokeCalendar = operation({
  route: "DELETE /calendar",
  summary: "Revoke the user's calendar feed",
  role: "viewer",
  answers: { 204: undefined },
  uses: { ledgers: ["DeleteItem", "Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { CalendarFeeds } = await import("../../domain/ledgers/calendarFeeds.js");

    const feeds = new CalendarFeeds(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { user, ledger }) => {
      await feeds.revoke(ledger.id, user.id);
      return { status: 204 };
    });
  },
});
