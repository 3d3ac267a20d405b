import * as z from "zod";
import { refuses } from "../http/refuses";

/** Query of `GET /calendar.ics`. A parameter instead of a part of the path: logs and traces hold paths. */
export const calendarQuery = z.strictObject({
  // Texts longer than IDs and secrets are refused unread.
  ledger: z.string().min(1, refuses("calendar.notFound")).max(128, refuses("calendar.notFound")),
  secret: z.string().max(128, refuses("calendar.notFound")).describe("From the address of the feed."),
});

/** Answer of `GET /calendar.ics`. */
export const calendar = z.string().describe("iCalendar (RFC 5545).").meta({ id: "Calendar" });

/** Body of `POST /calendar`. */
export const newCalendar = z
  .strictObject({
    amounts: z
      .boolean(refuses("flag.invalid", { name: "amounts" }))
      .default(false)
      .describe("True to include amounts, which anybody with the address can read."),
  })
  .meta({ id: "NewCalendar" });

const known = { createdAt: z.string().describe("UTC."), amounts: z.boolean() };

/** Answer of `GET /calendar`. */
export const calendarState = z
  .strictObject({ feed: z.strictObject(known).optional().describe("Absent if there is none.") })
  .meta({ id: "CalendarState" });

/** Answer of `POST /calendar`. */
export const createdCalendar = z
  .strictObject({
    ...known,
    path: z
      .string()
      .describe(
        "Address of the feed, relative to that of the API. It contains a secret, and is shown only once.",
      ),
  })
  .meta({ id: "CreatedCalendar" });
