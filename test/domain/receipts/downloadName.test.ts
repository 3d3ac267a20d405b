import { expect } from "chai";
import { downloadName } from "../../../domain/receipts/downloadName";

describe("The name that the file of a receipt is downloaded with", () => {
  for (const [name, type, downloaded] of [
    ["IMG_1.HEIC", "image/jpeg", "IMG_1.jpg"],
    ["Screenshot.png", "image/jpeg", "Screenshot.jpg"],
    ["scan.pdf.webp", "image/jpeg", "scan.pdf.jpg"],
    ["Lunch 12.50", "image/jpeg", "Lunch 12.50.jpg"],
    ["St. Mary", "application/pdf", "St. Mary.pdf"],
    ["Photo.JPEG", "image/jpeg", "Photo.JPEG"],
    ["Photo.jpg", "image/jpeg", "Photo.jpg"],
    ["Bill.PDF", "application/pdf", "Bill.PDF"],
    ["picture", "image/png", "picture.png"],
    ["picture", "", "picture"],
  ] as const)
    it(`is "${downloaded}" for "${name}" of type "${type}"`, () => {
      expect(downloadName(name, type)).to.equal(downloaded);
    });
});
