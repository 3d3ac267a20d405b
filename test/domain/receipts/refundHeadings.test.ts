import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { isRefundHeading } from "../../../domain/receipts/refundHeading";
import { documentOf, type PrintedRow } from "./printed";

const CONTEXT = { locale: "en-US", currency: "USD", today: "2026-11-27" };

const read = (rows: readonly PrintedRow[]) =>
  draftOf([documentOf([["Corner Pantry"], ["03/24/2026"], ...rows])], CONTEXT);

describe("The heading of a refund", () => {
  const rowsUnder = (heading: string): PrintedRow[] => [[heading], ["Shirt", "25.00"], ["Total", "$25.00"]];

  for (const heading of [
    ...[
      "REFUND",
      "*** REFUND ***",
      "Refund receipt No. 4711",
      "RETURN",
      "VOID",
      "VOIDED SALE",
      "Credit note 12",
    ],
    ...[
      "GUTSCHRIFT",
      "*** STORNO ***",
      "Stornobeleg",
      "Rückzahlung",
      "Retoure",
      "Gutschriftsbeleg Nr. 3",
      "استرداد",
    ],
    ...["Refund slip", "Return slip", "Sales return", "Customer refund", "Cash refund", "Return of goods"],
    ...[
      "Exchange credit",
      "Store Credit Voucher",
      "Credit Note CN-12",
      "Credit Note No: CN-12",
      "Tax Credit Note",
    ],
    ...["Credit slip", "Returned items", "CANCELLED SALE", "Receipt No. 12 REFUND", "Bottle return receipt"],
    ...[
      "Rücknahme",
      "Ruecknahme",
      "Warenrücknahme",
      "Ru\u0308ckgabe",
      "Erstattung Kunde",
      "Erstattung an Kunden",
    ],
    ...[
      "Korrekturrechnung",
      "Rechnungskorrektur Nr. 12",
      "Stornorechnung",
      "Kundengutschrift",
      "Retourenbeleg",
    ],
    ...["Leergutbon", "LEERGUT-BON", "Leergut", "Pfandbon", "Pfand-Bon", "Pfandrückgabe", "Leergutrückgabe"],
    ...[
      "مرتجع مبيعات",
      "فاتورة مرتجع مبيعات",
      "فاتورة مرتجع رقم 12",
      "مرتجع المبيعات",
      "مردودات مبيعات",
      "ارجاع",
    ],
    ...[
      "إشعار دائن",
      "اشعار دائن",
      "إشعار دائن للفاتورة الضريبية المبسطة",
      "إيصال استرداد",
      "فاتورة استرجاع",
    ],
    ...["Credit Note إشعار دائن", "Refund استرداد", "Return Invoice فاتورة مرتجع", "RETURN/REFUND"],
    ...["Gutschrift / Credit Note", "إشعار دائن ضريبي مبسط", "Simplified Tax Credit Note", "قسيمة استرداد"],
    ...["Credit Note - Simplified Tax Invoice", "Tax Credit Note إشعار دائن للفاتورة الضريبية"],
    ...["Gutschrift zur Rechnung Nr. 4711", "Storno Rechnung", "EC-Gutschrift", "Erstattung Kartenzahlung"],
    ...[
      "REFUND TO VISA",
      "Visa Refund",
      "Debit Refund",
      "Credit card refund",
      "Refund to Mastercard ****1234",
    ],
    ...["Refund Total", "REFUND - DUPLICATE", "REFUND RECEIPT No: A-12", "Credit Note No. SCN-2026/00012"],
    ...["Storno zur Rechnung Nr. RE-12"],
    ...["AVOIR", "Facture d'avoir N° 12", "REMBOURSEMENT CARTE", "Retour article", "Note de crédit"],
    ...[
      "DEVOLUCION",
      "Devolução",
      "NOTA DE CREDITO",
      "Factura rectificativa 7",
      "RESO MERCE",
      "Nota di credito",
    ],
    ...[
      "Creditnota",
      "TERUGBETALING",
      "RETUR",
      "Returkvitto",
      "ÅTERBETALNING",
      "Tilbagebetaling",
      "ZWROT",
      "İADE",
    ],
  ])
    it(`proposes one, and is asked about: ${heading}`, () => {
      const { totals, kind, doubts } = read(rowsUnder(heading));
      expect([totals[0]?.value, kind, doubts]).to.deep.equal([2_500, "refund", ["refundHeading"]]);
    });

  for (const text of [
    ...["Returns within 14 days", "No refund without receipt", "Umtausch nur mit Kassenbon", "Return policy"],
    ...["Keine Rückgabe", "Rückgabe innerhalb von 14 Tagen", "Void where prohibited", "Refund Store GmbH"],
    ...[
      "NO REFUND",
      "Sale items: no returns",
      "No refund on sale items",
      "Returns & exchanges",
      "Tax refund",
    ],
    ...["Pfand", "Leergutannahme im Hof", "Credit", "CREDIT CARD SALE", "Cash sale", "سياسة الاسترجاع"],
    ...["فاتورة مبيعات", "فاتورة ضريبية مبسطة", "لا يوجد استرداد", "Rechnung Kunde"],
    ...[
      "Sans remboursement",
      "CANCELADO",
      "No se aceptan devoluciones",
      "Aller Retour",
      "RETURN: NO REFUND",
      "NO RETURN NO REFUND",
      "Refund No returns",
      "Refund within 14 days",
      "VAT refund",
    ],
    ...["Void Fitness", "Return to Eden", "Gutschrift Punkte", "Tax free refund", "Visa Debit", "No. A-12"],
  ])
    it(`is none with other words: ${text}`, () => {
      const { kind, doubts } = read(rowsUnder(text));
      expect([kind, doubts]).to.deep.equal([undefined, []]);
    });

  it("is none below the lines, or of a part with goods that were exchanged", () => {
    const below = read([["Shirt", "25.00"], ["Total", "$25.00"], ["RETURNS"]]);
    const exchanged = read([
      ["RETURN"],
      ["Shirt", "-25.00"],
      ["SALE"],
      ["Coat", "40.00"],
      ["Total", "$15.00"],
    ]);
    expect([below, exchanged].map(({ kind }) => kind)).to.deep.equal([undefined, undefined]);
  });

  it("is none of shopping with a deposit", () => {
    for (const rows of [
      [
        ["Leergut", "-0.50"],
        ["Shirt", "25.00"],
        ["Total", "$24.50"],
      ],
      [
        ["Shirt", "25.00"],
        ["Leergut", "-0.50"],
        ["Total", "$24.50"],
      ],
      [["Leergut"], ["2 x 0.25", "0.50"], ["Shirt", "25.00"], ["Total", "$25.50"]],
      [
        ["Leergut 2 x 0.25", "0.50"],
        ["Shirt", "25.00"],
        ["Total", "$25.50"],
      ],
      [
        ["Pfand", "0.25"],
        ["Shirt", "25.00"],
        ["Pfandbon", "-3.00"],
        ["Total", "$22.25"],
      ],
    ] satisfies PrintedRow[][]) {
      const { kind, doubts } = read(rows);
      expect([kind, doubts], JSON.stringify(rows)).to.deep.equal([undefined, []]);
    }
  });

  it("is that of the slip for empty bottles, with their names below or without", () => {
    for (const rows of [
      [["Leergut"], ["12 x 0.25", "3.00"], ["Total", "$3.00"]],
      [["Leergutbon"], ["Mehrweg 12 x 0.25", "3.00"], ["Total", "$3.00"]],
      [["Pfandbon"], ["Total", "$3.00"]],
    ] satisfies PrintedRow[][]) {
      const { kind, totals, doubts } = read(rows);
      expect([kind, totals[0]?.value, doubts.includes("refundHeading")], JSON.stringify(rows)).to.deep.equal([
        ...["refund", 300, true],
      ]);
    }
  });

  it("is no merchant", () => {
    const { merchants } = draftOf(
      [documentOf([["GUTSCHRIFT"], ["Corner Pantry"], ["Total", "$25.00"]])],
      CONTEXT,
    );
    expect(merchants.map(({ value }) => value)).to.deep.equal(["Corner Pantry"]);
  });

  it("takes no longer than other rows, whatever words are repeated in it", () => {
    for (const words of [
      "leergut bon ",
      "nota de credito ",
      "retour ",
      "credit invoice ",
      "refund to ",
      "no ",
      "no-",
      "/",
    ]) {
      const start = performance.now();
      expect(isRefundHeading(`return ${words.repeat(40)}x`), words).to.equal(false);
      expect(isRefundHeading(`No ${words.repeat(10_000)}x`), words).to.equal(false);
      expect(performance.now() - start, words).to.be.lessThan(1_000);
    }
  });

  it("does not matter where the total is below 0", () => {
    expect(read([["REFUND"], ["Shirt", "-25.00"], ["Total", "-$25.00"]]).doubts).to.deep.equal([
      "negativeTotal",
    ]);
  });
});
