/** A PDF of pages with lines of text, in Helvetica of 24 points. */
export function pdfOf(pages: readonly (readonly string[])[], { isEncrypted = false } = {}): Buffer {
  const count = pages.length;
  const kids = pages.map((_, index) => `${4 + index} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${count} /MediaBox [0 0 400 300] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.map(
      (_, index) =>
        `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents ${4 + count + index} 0 R >>`,
    ),
    ...pages.map(streamOf),
    // The hashes belong to no password, so that every one is wrong.
    `<< /Filter /Standard /V 1 /R 2 /O <${"01".repeat(32)}> /U <${"02".repeat(32)}> /P -4 >>`,
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const entries = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const encryption = isEncrypted ? `/Encrypt ${objects.length} 0 R /ID [<00> <00>]` : "";
  text += `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  const start = text.lastIndexOf("xref");
  return Buffer.from(
    `${text}trailer\n<< /Size ${size} /Root 1 0 R ${encryption} >>\nstartxref\n${start}\n%%EOF\n`,
  );
}

function streamOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${line}) Tj 0 -40 Td`).join(" ");
  const content = `BT /F 24 Tf 40 240 Td ${shown} ET`;
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}
