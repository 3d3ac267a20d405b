/** The section of the security page about sites that frame the page. */
export const FRAMES = `## Frames

A site that framed the page could make its user click what it covers. With \`siteAccess: cdn\`, CloudFront sends
\`frame-ancestors 'none'\` and \`X-Frame-Options: DENY\` (\`test/security/pageHeaders.test.ts\`). An S3 website cannot send them, so there
the page itself refuses to run in a frame (\`test/site/recovery.test.ts\`).`;
