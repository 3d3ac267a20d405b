import type { receipts as english } from "../en/receipts";
import type { Translation } from "../message";

export const receipts: Translation<typeof english> = {
  "receipts.title": "Belege",
  "receipts.text":
    "Fotografieren Sie einen Beleg. Er wird gelesen, Sie bestätigen, und er wird zu einer Ausgabe.",
  "receipts.off":
    "Belege sind hier abgeschaltet. Dateien, die Sie mit dieser Seite teilen, werden nicht behalten.",
  "receipts.photo": "Foto aufnehmen",
  "receipts.choose": "Dateien wählen",
  "receipts.drop":
    "Oder ziehen Sie Dateien hierher, oder fügen Sie ein Bild ein. Bilder und PDFs, höchstens {megabytes} MB.",
  "receipts.cost": "Eine Seite zu lesen kostet den Betreiber etwa {amount}.",
  "receipts.left": {
    one: "Sie können diesen Monat noch {count} Seite lesen lassen.",
    other: "Sie können diesen Monat noch {count} Seiten lesen lassen.",
  },
  "receipts.empty": "Noch keine Belege",
  "receipts.emptyText": "Ihre Bilder bleiben bei ihren Ausgaben, wo Sie sie wiederfinden.",
  "receipts.sending": "Unterwegs",
  "receipts.reading": "Wird gelesen",
  "receipts.toConfirm": "Zu bestätigen",
  "receipts.failed": "Nicht gelesen",
  "receipts.confirmed": "Bestätigt",
  "receipts.news.toConfirm": "„{name}“ ist gelesen. Bestätigen Sie ihn.",
  "receipts.news.failed": "„{name}“ konnte nicht gelesen werden.",
  "receipts.state.preparing": "Wird verkleinert",
  "receipts.state.waiting": "Noch nicht gesendet",
  "receipts.state.sending": "Wird gesendet",
  "receipts.state.duplicate": "Dasselbe Bild ist schon da.",
  "receipts.state.shared": "Kam von außerhalb dieser Seite. Soll es zu „{ledger}“ hinzugefügt werden?",
  "receipts.state.uploading": "Von dem Gerät, das ihn aufnahm, noch nicht gesendet",
  "receipts.state.reading": "Wird gelesen",
  "receipts.sendAnyway": "Trotzdem senden",
  "receipts.addShared": "Hinzufügen",
  "receipts.sharedWaiting":
    "Geteilte Dateien warten auf diesem Gerät: Zu „{ledger}“ können Sie nichts hinzufügen. Öffnen Sie ein anderes Ausgabenbuch, das danach fragt.",
  "receipts.sharedTooMany":
    "Höchstens {most} Dateien lassen sich auf einmal teilen. Teilen Sie die übrigen, sobald diese hinzugefügt sind.",
  "receipts.discard": "Verwerfen",
  "receipts.confirm": "Bestätigen",
  "receipts.readAgain": "Neu lesen",
  "receipts.type": "Von Hand eingeben",
  "receipts.open": "Zeigen",
  "receipts.all": "Alle Belege",
  "receipts.more": "Mehr zeigen",
  "receipts.picture": "Bild des Belegs",
  "receipts.page": "Seite {page} des Belegs",
  "receipts.pdf": "Die Seiten des PDFs lassen sich hier nicht zeigen.",
  "receipts.pdfMore":
    "Nur die ersten {most} Seiten werden hier gezeigt. Öffnen Sie das PDF, um alle zu sehen.",
  "receipts.openPdf": "PDF öffnen",
  "receipts.download": "Herunterladen",
  "receipts.hint": "Tippen Sie an, was im Bild umrahmt ist, um es zu übernehmen.",
  "receipts.use": "{text} übernehmen",
  "receipts.found": "Gefunden: {field}",
  "receipts.split": "Nach Zeilen aufteilen",
  "receipts.subtotal": "Zwischensumme",
  "receipts.discount": "Rabatt",
  "receipts.tax": "Steuer",
  "receipts.tip": "Trinkgeld",
  "receipts.save": "Ausgabe hinzufügen",
  "receipts.saved": "„{name}“ hinzugefügt",
  "receipts.wasConfirmed":
    "Er wurde schon als „{name}“ bestätigt, mit anderen Werten. Ihre Eingabe wurde nicht übernommen: Ändern Sie diese Ausgabe.",
  "receipts.attached": "Der Beleg ist jetzt bei „{name}“.",
  "receipts.proposals": "Haben Sie diese Ausgabe schon?",
  "receipts.proposalsNear": "Einer anderen Ausgabe dieser Tage hinzufügen",
  "receipts.detach": "Lösen",
  "receipts.detached": "Der Beleg ist gelöst und lässt sich neu bestätigen.",
  "receipts.draftGone":
    "Er war schon bei einer Ausgabe. Lassen Sie ihn neu lesen, wenn seine Zeilen Teile einer Ausgabe werden sollen.",
  "receipts.attach": "Dieser hinzufügen",
  "receipts.similarFile": "Dieselbe Datei ist schon da: {name}",
  "receipts.similar": "Es gibt schon etwas mit demselben Tag und Betrag: {name}",
  "receipts.doubt.ambiguousDay": "Der Tag lässt sich auf zwei Arten lesen. Prüfen Sie ihn.",
  "receipts.doubt.noDay": "Es wurde kein Tag gefunden. Eingetragen ist heute.",
  "receipts.doubt.unlikelyDay": "Der Tag ist kaum der des Einkaufs. Prüfen Sie ihn.",
  "receipts.doubt.noTotal": "Es wurde keine Summe gefunden. Geben Sie den Betrag ein.",
  "receipts.doubt.uncertainTotal": "Die Summe ist unsicher. Vergleichen Sie sie mit dem Bild.",
  "receipts.doubt.negativeTotal": "Die Summe liegt unter 0. Eingetragen ist eine Erstattung.",
  "receipts.doubt.refundHeading":
    "Nach der Überschrift wird Geld zurückgegeben. Eingetragen ist eine Erstattung.",
  "receipts.doubt.noMerchant": "Von wem der Beleg ist, wurde nicht gefunden.",
  "receipts.doubt.uncertainMerchant": "Von wem der Beleg ist, ist unsicher. Prüfen Sie den Namen.",
  "receipts.doubt.assumedCurrency": "Es steht keine Währung darauf. Eingetragen ist die des Ausgabenbuchs.",
  "receipts.doubt.mixedCurrencies":
    "Es stehen Summen in mehreren Währungen darauf. Prüfen Sie Betrag und Währung.",
  "receipts.doubt.sharedSign": "Das Währungszeichen haben mehrere Länder. Prüfen Sie die Währung.",
  "receipts.remove": "Entfernen",
  "receipts.removeOf": "{name} entfernen",
  "receipts.removeTitle": "Diesen Beleg entfernen?",
  "receipts.removeText":
    "Sein Bild wird endgültig gelöscht. Eine Ausgabe, zu der er gehört, bleibt bestehen.",
  "receipts.removed": "Beleg entfernt",
  "receipts.ofExpense": "Beleg",
  "receipts.add": "Beleg hinzufügen",
  "receipts.replace": "Ersetzen",
  "receipts.toExpense": "„{name}“ anzeigen",
  "receipts.former":
    "„{name}“ hat jetzt einen anderen Beleg. Dieser wird {days} Tage nach dem Ersetzen gelöscht.",
  "receipts.putBack": "Zurückholen",
  "receipts.notKept":
    "Dieses Gerät bewahrt „{name}“ nicht auf: Lassen Sie die Seite offen, bis er gesendet ist.",
  "receipts.lost":
    "Der Browser hat „{name}“ gelöscht, bevor der Beleg gesendet war. Fügen Sie ihn wieder hinzu.",
  "receipts.uploadRefused":
    "Das Bild kam nicht so an, wie es gesendet wurde. Verwerfen Sie es und fügen Sie es neu hinzu.",
  "receipts.unfit.empty": "Die Datei ist leer.",
  "receipts.unfit.unreadable": "Die Datei lässt sich nicht öffnen. Wählen Sie sie neu.",
  "receipts.unfit.type": "Das ist weder ein Bild noch ein PDF.",
  "receipts.unfit.svg":
    "SVG-Zeichnungen werden nicht gelesen. Nehmen Sie ein Foto auf, oder wählen Sie ein JPEG, PNG oder PDF.",
  "receipts.unfit.gif":
    "GIF-Bilder werden nicht gelesen. Nehmen Sie ein Foto auf, oder wählen Sie ein JPEG, PNG oder PDF.",
  "receipts.unfit.heic":
    "Dieser Browser kann keine HEIC-Bilder öffnen. Speichern Sie es als JPEG, oder nehmen Sie das Foto hier auf.",
  "receipts.unfit.truncated": "Die Datei ist nicht vollständig: Ihr Ende fehlt. Wählen Sie sie neu.",
  "receipts.unfit.locked":
    "Das PDF ist geschützt, vielleicht nur gegen Änderungen. Drucken Sie es in ein neues PDF, oder fotografieren Sie es.",
  "receipts.unfit.damaged": "Das Bild lässt sich nicht öffnen: Es ist beschädigt.",
  "receipts.unfit.large": "Die Datei ist größer als {megabytes} MB.",
  "receipts.unfit.sides": "Das Bild hat {width} × {height} Pixel. Gelesen werden höchstens {most} je Seite.",
};
