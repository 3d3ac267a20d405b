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
import { clientDefaults } from "../aws/clientDefaults";

/** Textract cannot read the document: a retry would not help. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** Where Textract announces that an analysis has ended, and the role that allows it to. */
export interface NotificationTarget {
  topic: string;
  role: string;
}

/** Reading a page takes seconds. Two attempts suffice: the queue retries too. */
const TIME = { requestTimeout: 50_000, attempts: 2 };

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

  /** Returns the results for several pages, in their order. */
  async result(jobId: string): Promise<ExpenseDocument[]> {
    const documents: ExpenseDocument[] = [];
    let next: string | undefined;
    do {
      const page = await this.client.send(new GetExpenseAnalysisCommand({ JobId: jobId, NextToken: next }));
      documents.push(...(page.ExpenseDocuments ?? []));
      next = page.NextToken;
    } while (next !== undefined);
    return documents;
  }
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (REFUSED.some((kind) => error instanceof kind)) throw new UnreadableError(String(error));
    throw error;
  }
}
