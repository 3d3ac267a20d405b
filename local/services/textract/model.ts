/** A point of a page, in fractions of its width and height. */
export interface Point {
  X: number;
  Y: number;
}

/** A word on a page. */
export interface ReadWord {
  text: string;
  /** 0 to 100. */
  confidence: number;
  /** Clockwise from the upper left corner of the text. */
  polygon: Point[];
}

/** Words that stand beside each other, without a gap between them. */
export type WordLine = ReadWord[];

/** Lines at one height, from the left. */
export type ReadRow = WordLine[];

/** The rows of a page from top to bottom. */
export type ReadPage = ReadRow[];

/** A text with a place, as Textract detects it. */
export interface Detection {
  Text: string;
  Confidence: number;
  Geometry: Geometry;
}

/** Its place. */
export interface Geometry {
  BoundingBox: Record<"Width" | "Height" | "Left" | "Top", number>;
  Polygon: Point[];
}

/** Errors of documents, as Textract names them. */
type DocumentFault = "UnsupportedDocumentException" | "BadDocumentException" | "DocumentTooLargeException";

/** The worker's answer. */
export type ReaderAnswer =
  | { pages: ReadPage[] }
  | { fault: DocumentFault; message: string }
  | { failure: string };

/** A request to the worker: a document, and how many pages it may have. */
export interface ReaderRequest {
  document: Uint8Array;
  maxPages: number;
}

/** A document that cannot be read. */
export class DocumentError extends Error {
  constructor(
    readonly fault: DocumentFault,
    message: string,
  ) {
    super(message);
  }
}
