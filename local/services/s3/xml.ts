import type { ServerResponse } from "node:http";
import XMLBuilder from "fast-xml-builder";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { malformedXml } from "./errors";

export type XmlElement = Readonly<Record<string, unknown>>;

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  // Character references such as `&#13;`.
  htmlEntities: true,
});

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@" });

/** Parses a document. @throws AwsError MalformedXML if its root element is another. */
export function parseXml(text: string, root: string): XmlElement {
  // S3 has no document types, and custom entities can make a small document large.
  if (text.includes("<!DOCTYPE") || XMLValidator.validate(text) !== true) throw malformedXml();
  let document: XmlElement;
  try {
    document = parser.parse(text);
  } catch {
    throw malformedXml();
  }
  const element = document[root];
  if (typeof element !== "object" || element === null || Array.isArray(element)) throw malformedXml();
  return element as XmlElement;
}

/** The child elements of a name. @throws AwsError MalformedXML if one holds text only. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return [element[name] ?? []].flat().map((child) => {
    if (typeof child !== "object" || child === null) throw malformedXml();
    return child as XmlElement;
  });
}

/**
 * Returns the text of a child element; undefined if there is none.
 * @throws AwsError MalformedXML if there are several.
 */
export function textOf(element: XmlElement, name: string): string | undefined {
  const child = element[name];
  if (child === undefined || typeof child === "string") return child;
  throw malformedXml();
}

/** A document of one root element. Members that are undefined are left out. */
export function toXml(root: string, content: object): string {
  const body = root === "Error" ? content : { "@xmlns": NAMESPACE, ...content };
  const text = builder.build({ [root]: body });
  // Keys may hold control characters. S3 writes them so, too, although a strict parser refuses them.
  const escaped = text.replace(/\p{Cc}/gu, (character) => `&#${character.charCodeAt(0)};`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${escaped}`;
}

/** Answers with a document. */
export function sendXml(
  response: ServerResponse,
  root: string,
  content: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { "Content-Type": "application/xml", ...headers });
  response.end(toXml(root, content));
}
