import {
  AnalyzeExpenseCommand,
  BadDocumentException,
  DocumentTooLargeException,
  type ExpenseDocument,
  GetExpenseAnalysisCommand,
  InvalidParameterException,
  InvalidS3ObjectException,
  type S3Object,
  StartExpenseAnalysisCommand,
  TextractClient,
  UnsupportedDocumentException,
} from "@aws-sdk/client-textract";
import { limitCalls } from "../aws/callLimit";
import { clientDefaults } from "../aws/clientDefaults";
import { MAX_RECEIPT_PAGES } from "../values/limits";

/** Textract cannot read the document: a retry would not help. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** The result of an analysis of several pages. */
interface Analysis {
  /** Number of pages that Textract found. */
  pages: number;
  /** False if some of them could not be read. */
  isWhole: boolean;
  /** The results in the order of the pages; empty if there are more pages than a receipt may have. */
  documents: ExpenseDocument[];
}

/** The topic to which Textract announces that an analysis has ended, and the role that allows it to. */
export interface NotificationTarget {
  topic: string;
  role: string;
}

/**
 * Reading a page takes seconds. In most regions Textract begins to read one page a second and refuses more: several
 * files that arrive at once are attempted again soon, since the queue waits for minutes. No attempt begins so late that
 * the function would end first.
 */
const TIME = { requestTimeout: 50_000, attempts: 6, lastAttemptAfter: 60_000 };

const REFUSED = [
  BadDocumentException,
  DocumentTooLargeException,
  InvalidParameterException,
  InvalidS3ObjectException,
  UnsupportedDocumentException,
];

/** Amazon Textract's analysis of expenses. https://docs.aws.amazon.com/textract/latest/dg/analyzing-document-expense.html */
export class ExpenseReader {
  private readonly client = new TextractClient({
    ...clientDefaults,
    maxAttempts: TIME.attempts,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: TIME.requestTimeout },
  });

  constructor(private readonly target: NotificationTarget) {}

  /**
   * Reads one page.
   * @throws UnreadableError
   */
  async read(location: S3Object): Promise<ExpenseDocument[]> {
    const { ExpenseDocuments = [] } = await refusing(() =>
      this.client.send(new AnalyzeExpenseCommand({ Document: { S3Object: location } })),
    );
    return ExpenseDocuments;
  }

  /**
   * Begins to read several pages.
   * @param token For a week, the same token begins it only once.
   * @returns the ID of the analysis.
   * @throws UnreadableError
   */
  async begin(location: S3Object, token: string): Promise<string> {
    const { JobId = "" } = await refusing(() =>
      this.client.send(
        new StartExpenseAnalysisCommand({
          DocumentLocation: { S3Object: location },
          ClientRequestToken: token,
          NotificationChannel: { SNSTopicArn: this.target.topic, RoleArn: this.target.role },
        }),
      ),
    );
    return JobId;
  }

  /** Returns the results for several pages. */
  result(jobId: string): Promise<Analysis> {
    return inTime(() => this.allOf(jobId));
  }

  private async allOf(jobId: string): Promise<Analysis> {
    const documents: ExpenseDocument[] = [];
    let pages = 0;
    let isWhole = true;
    let next: string | undefined;
    do {
      const answer = await this.client.send(new GetExpenseAnalysisCommand({ JobId: jobId, NextToken: next }));
      pages = Math.max(pages, answer.DocumentMetadata?.Pages ?? 0);
      // Thousands would not fit into memory.
      if (pages > MAX_RECEIPT_PAGES) return { pages, isWhole, documents: [] };
      isWhole &&= answer.JobStatus !== "PARTIAL_SUCCESS";
      documents.push(...(answer.ExpenseDocuments ?? []));
      next = answer.NextToken;
    } while (next !== undefined);
    return { pages, isWhole, documents };
  }
}

function inTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const end = Date.now() + TIME.lastAttemptAfter;
  return limitCalls(() => Date.now() > end, work);
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await inTime(work);
  } catch (error) {
    if (REFUSED.some((kind) => error instanceof kind)) throw new UnreadableError(String(error));
    throw error;
  }
}
