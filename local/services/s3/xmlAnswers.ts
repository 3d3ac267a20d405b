import type { ServerResponse } from "node:http";
import XMLBuilder from "fast-xml-builder";

/** The bucket, the object and the query of a request. */
export interface Target {
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: URLSearchParams;
}

export function refuse(response: ServerResponse, status: number, Code: string, Message: string): true {
  return sendXml(response, status, { Error: { Code, Message } });
}

const xml = new XMLBuilder();

export function sendXml(response: ServerResponse, status: number, body: object): true {
  response.writeHead(status, { "Content-Type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml.build(body)}`);
  return true;
}
