import * as z from "zod";
import { refuses } from "../http/refuses";

/** `{id}` of `GET /exports/{id}`. */
export const exportPath = z.strictObject({ id: z.ulid(refuses("export.notFound")) });

const file = z.strictObject({
  format: z.enum(["json", "csv", "zip"]),
  url: z.string().describe("Download link. It requires no sign-in and expires within minutes."),
  expiresAt: z.string().describe("UTC, ISO 8601."),
});

/** Answer of the `/exports` routes. */
export const exportStatus = z
  .strictObject({
    exportId: z.string(),
    state: z.enum(["making", "ready", "failed"]),
    files: z
      .array(file)
      .optional()
      .describe(
        "Present once the export is ready: all data as JSON, the expenses as CSV and, if there are any, the files of receipts as ZIP.",
      ),
    missingReceipts: z
      .int()
      .optional()
      .describe("Number of receipts that the ZIP lacks, because there are too many. Absent if it has all."),
  })
  .meta({ id: "ExportStatus" });
export type ExportStatus = z.infer<typeof exportStatus>;
export type ExportFormat = z.infer<typeof file>["format"];

/** The outcome of an export. */
export interface ExportedFiles {
  /** None if it failed. */
  formats: readonly ExportFormat[];
  /** The number of receipts for which the archive has no room, or no time. */
  missingReceipts: number;
}

/** Folder of the exports in the reports bucket, whose rule deletes them after `EXPORT_DAYS`. */
export const EXPORT_PREFIX = "exports/";

/** Key of a file of an export in the reports bucket. */
export function exportKey(ledgerId: string, exportId: string, format: ExportFormat): string {
  return `${EXPORT_PREFIX}${ledgerId}/${exportId}.${format}`;
}

/** The name under which a file of an export is downloaded. */
export const fileNameOf = (format: ExportFormat) =>
  format === "zip" ? "receipts.zip" : `expenses.${format}`;

/** Event of the function that creates an export. */
export const exportRequest = z.strictObject({ ledgerId: z.string().min(1), exportId: z.ulid() });
