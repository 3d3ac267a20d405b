/** The style sheet of the screens of receipts; set by the build. */
declare const RECEIPT_STYLES: string;

// With the code of these screens, so that no other waits for their styles, and they for no second file. The content
// security policy forbids style elements, and says nothing of sheets like this.
const sheet = new CSSStyleSheet();
sheet.replaceSync(RECEIPT_STYLES);
document.adoptedStyleSheets.push(sheet);
