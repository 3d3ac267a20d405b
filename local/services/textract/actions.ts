import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import { type JsonOperation, signedOperation } from "../../engine/awsJson";
import { expenseDocuments } from "./answer";
import { checkSize, document, type ObjectReader, objectOf, s3Object } from "./documents";
import type { Jobs } from "./jobs";
import type { Reader } from "./reader";

const MODEL_VERSION = "1.0";

/** The action that analyzes a page and returns what it found. */
export function pageActions(reader: Reader, readObject: ObjectReader): Record<string, JsonOperation> {
  return {
    AnalyzeExpense: signedOperation(z.strictObject({ Document: document }), async ({ Document }) => {
      const { Bytes, S3Object } = Document;
      if ((Bytes === undefined) === (S3Object === undefined))
        throw new AwsError("InvalidParameterException", "Request has invalid parameters");
      const content = S3Object ? await objectOf(S3Object, readObject) : Buffer.from(Bytes ?? "", "base64");
      checkSize(content, false);
      const pages = await reader.read(content, 1);
      return { DocumentMetadata: { Pages: pages.length }, ExpenseDocuments: expenseDocuments(pages) };
    }),
  };
}

const start = z.strictObject({
  DocumentLocation: z.strictObject({ S3Object: s3Object }),
  ClientRequestToken: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  JobTag: z
    .string()
    .regex(/^[\w.:-]{1,64}$/)
    .optional(),
  NotificationChannel: z.strictObject({ SNSTopicArn: z.string(), RoleArn: z.string() }).optional(),
});

const get = z.strictObject({
  JobId: z.string().min(1).max(64),
  MaxResults: z.number().int().min(1).default(20),
  NextToken: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
});

/** The actions that start a job, which analyzes several pages, and return its result. */
export function jobActions(jobs: Jobs): Record<string, JsonOperation> {
  return {
    StartExpenseAnalysis: signedOperation(start, async (input) => {
      const { DocumentLocation, ClientRequestToken: token, JobTag: tag, NotificationChannel } = input;
      const topicArn = NotificationChannel?.SNSTopicArn;
      return { JobId: await jobs.start({ object: DocumentLocation.S3Object, tag, topicArn, token }) };
    }),
    GetExpenseAnalysis: signedOperation(get, ({ JobId, MaxResults, NextToken = "0" }) => {
      const { status, message, documents = [] } = jobs.job(JobId);
      const from = Number(NextToken);
      // Textract gives 20 pages at a time, whatever is asked for.
      const end = from + Math.min(MaxResults, 20);
      return {
        JobStatus: status,
        AnalyzeExpenseModelVersion: MODEL_VERSION,
        ...(message && { StatusMessage: message }),
        ...(status === "SUCCEEDED" && {
          DocumentMetadata: { Pages: documents.length },
          ExpenseDocuments: documents.slice(from, end),
          ...(end < documents.length && { NextToken: String(end) }),
        }),
      };
    }),
  };
}
