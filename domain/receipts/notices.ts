import * as z from "zod";
import { InputError } from "../jobs/jobInput";
import { UUID } from "../values/uuid";
import { placeOfKey, type ReceiptPlace } from "./receiptKeys";

/** A notice to the reader of receipts. */
export type ReceiptNotice =
  | (ReceiptPlace & { kind: "stored"; objectVersion: string })
  | (ReceiptPlace & { kind: "analysed"; jobId: string; isDone: boolean })
  | (ReceiptPlace & { kind: "again" });

const queued = z.object({
  Records: z.array(z.object({ eventSource: z.literal("aws:sqs"), body: z.string() })),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const stored = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal("aws:s3"),
      s3: z.object({ object: z.object({ key: z.string(), versionId: z.string() }) }),
    }),
  ),
});

/** https://docs.aws.amazon.com/textract/latest/dg/api-async.html#api-async-topic-message */
const analysed = z.object({
  JobId: z.string(),
  Status: z.string(),
  API: z.literal("StartExpenseAnalysis"),
  DocumentLocation: z.object({ S3ObjectName: z.string() }),
});

const published = z.object({ Type: z.literal("Notification"), Message: z.string() });

/** Body of a message that requests another reading of a receipt. */
const again = z.strictObject({ ledgerId: z.string().min(1), receiptId: z.string().regex(UUID) });

/** S3 sends it once, when the queue is configured. */
const test = z.object({ Event: z.literal("s3:TestEvent") });

/**
 * Returns the notices in an event: of the queue, or of a single message of it, as dead letters are replayed.
 * @throws InputError if it is neither.
 */
export function noticesOf(event: unknown): ReceiptNotice[] {
  const { data: messages } = queued.safeParse(event);
  if (messages) return messages.Records.flatMap(({ body }) => noticesOf(json(body)));
  const { data: objects } = stored.safeParse(event);
  if (objects) return objects.Records.flatMap(({ s3 }) => storedNotice(s3.object));
  const { data: publication } = published.safeParse(event);
  if (publication) return noticesOf(json(publication.Message));
  const { data: analysis } = analysed.safeParse(event);
  if (analysis) return analysedNotice(analysis);
  const { data: place } = again.safeParse(event);
  if (place) return [{ ...place, kind: "again" }];
  if (test.safeParse(event).success) return [];
  throw new InputError("The event comes neither from the bucket nor from Textract, and names no receipt.");
}

/** In the event, keys are encoded as in a form. */
function storedNotice({ key, versionId }: { key: string; versionId: string }): ReceiptNotice[] {
  const place = placeOfKey(decodeURIComponent(key.replaceAll("+", " ")));
  return place === undefined ? [] : [{ ...place, kind: "stored", objectVersion: versionId }];
}

function analysedNotice({
  JobId: jobId,
  Status,
  DocumentLocation,
}: z.infer<typeof analysed>): ReceiptNotice[] {
  const place = placeOfKey(DocumentLocation.S3ObjectName);
  // The user corrects what is missing of a document that was read in part.
  const isDone = Status === "SUCCEEDED" || Status === "PARTIAL_SUCCESS";
  return place === undefined ? [] : [{ ...place, kind: "analysed", jobId, isDone }];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError("A message is not JSON.");
  }
}
