import { calendar, calendarQuery } from "../../domain/recurring/calendarSchemas";
import { operation } from "../operation";

/** The calendar of recurring expenses, for calendar programs: they send no token, so the address contains a secret. */
export const readCalendar = operation({
  route: "GET /calendar.ics",
  summary: "Get a calendar feed",
  role: "public",
  query: calendarQuery,
  answers: { 200: calendar },
  answerType: "text/calendar",
  refusals: [404],
  uses: { expenses: ["BatchGetItem"], ledgers: ["BatchGetItem", "Query"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { httpHandler } = await import("../../domain/http/httpHandler.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { CalendarFeeds } = await import("../../domain/ledgers/calendarFeeds.js");
    const { calendarQuery } = await import("../../domain/recurring/calendarSchemas.js");
    const { CALENDAR_NAMES, calendarText } = await import("../../domain/recurring/calendarText.js");
    const { withAllRestored } = await import("../../domain/recurring/restoredOccurrences.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");
    const { dayIn } = await import("../../domain/values/day.js");
    const { mailLanguageOf } = await import("../../domain/values/mailLanguage.js");

    const db = documentClient();
    const access = new AccessReader(db, env.ledgers);
    const feeds = new CalendarFeeds(db, env.ledgers);
    const users = new UserSettingsRepository(db, env.ledgers);
    const rules = new RuleRepository(db, env.ledgers);

    return httpHandler(env.siteOrigin, async (event) => {
      const { ledger: ledgerId, secret } = parseQuery(event, calendarQuery);
      const { feed, ledger } = await feeds.open({ ledgerId, secret }, access);
      const known = await withAllRestored(await rules.list(ledger.id), db, env.expenses);
      const body = calendarText(known, {
        name: ledger.name ?? CALENDAR_NAMES[mailLanguageOf(await users.languageOf(feed.by)) ?? "en"],
        today: dayIn(defaultsOf(ledger, { timezone: env.timezone }).timezone, new Date()),
        amounts: feed.amounts,
      });
      return { status: 200, type: "text/calendar", body };
    });
  },
});
