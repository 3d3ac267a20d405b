import type { Refusals } from "../refusals";

export const refusals: Refusals = {
  "refusal.request.invalid": "Die Anfrage ist ungültig.",
  "refusal.request.tooLarge": "Die Anfrage ist zu groß.",
  "refusal.mediaType.unsupported": "Der Inhalt der Anfrage muss als application/json gesendet werden.",
  "refusal.requests.tooMany": "Zu viele Anfragen. Versuchen Sie es gleich noch einmal.",
  "refusal.requests.shareUsedUp": "Zu viele Anfragen. Versuchen Sie es in ein paar Minuten noch einmal.",
  "refusal.quota.perHour": "Das geht höchstens {max}-mal in der Stunde. Versuchen Sie es später noch einmal.",
  "refusal.quota.perDay": "Das geht höchstens {max}-mal am Tag. Versuchen Sie es später noch einmal.",
  "refusal.quota.perMonth":
    "Das geht höchstens {max}-mal im Monat. Versuchen Sie es nächsten Monat noch einmal.",
  "refusal.quota.ofAll":
    "Alle Benutzer zusammen haben das Limit dafür erreicht. Versuchen Sie es später noch einmal.",
  "refusal.route.unknown": "Diese Adresse gibt es nicht.",
  "refusal.auth.required": "Melden Sie sich an.",
  "refusal.session.expired": "Die Sitzung ist abgelaufen. Melden Sie sich erneut an.",
  "refusal.signIn.notRecent":
    "Dafür müssen Sie sich in den letzten {minutes} Minuten angemeldet haben. Bitte melden Sie sich erneut an.",
  "refusal.secondFactor.required":
    "Verwalter brauchen einen zweiten Faktor. Richten Sie in den Einstellungen eine Authenticator-App ein.",
  "refusal.admin.required": "Das dürfen nur Verwalter.",
  "refusal.server.failed": "Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal.",
  "refusal.server.busy":
    "Der Dienst ist überlastet. Es ist nichts verloren gegangen. Versuchen Sie es gleich noch einmal.",
  "refusal.server.timeout": "Der Dienst ist überlastet. Versuchen Sie es gleich noch einmal.",

  "refusal.body.notJson": "Der Inhalt der Anfrage muss JSON sein.",
  "refusal.body.notObject": "Der Inhalt der Anfrage muss ein JSON-Objekt sein.",
  "refusal.body.invalid":
    "Der Inhalt der Anfrage muss ein JSON-Objekt mit den Eigenschaften sein, die die API definiert.",
  "refusal.days.reversed": "Der letzte Tag liegt vor dem ersten.",
  "refusal.parameter.missing": "Ein erforderlicher Parameter fehlt.",
  "refusal.parameter.repeated": "Geben Sie {name} nur einmal an.",
  "refusal.parameter.tooMany": "Geben Sie {name} höchstens {max}-mal an.",
  "refusal.property.unknown": "{name} wird hier nicht unterstützt. Lassen Sie es weg.",
  "refusal.changes.empty": "Geben Sie mindestens eine Änderung an.",
  "refusal.flag.invalid": "„{name}“ muss wahr oder falsch sein.",
  "refusal.number.invalid": "„{name}“ muss eine ganze Zahl von {min} bis {max} sein.",
  "refusal.limit.invalid": "Die Anzahl muss eine ganze Zahl von 1 bis {max} sein.",
  "refusal.cursor.invalid": "Diese Position gehört nicht zu dieser Liste. Laden Sie die Liste von vorn.",
  "refusal.months.invalid": "Die Zahl der Monate muss eine ganze Zahl von 1 bis {max} sein.",
  "refusal.period.invalid":
    "Geben Sie einen Monat an, oder den ersten und den letzten von höchstens {max} Tagen als from und to.",
  "refusal.sums.unfinished":
    "Es sind zu viele Ausgaben, um sie auf einmal zu summieren. Versuchen Sie es noch einmal: Jede Anfrage macht weiter.",
  "refusal.since.invalid": "Der Zeitpunkt muss in UTC angegeben sein, zum Beispiel 2026-11-20T08:00:00.000Z.",
  "refusal.since.outOfReach": "Was sich seither geändert hat, ist nicht mehr bekannt. Laden Sie alles neu.",

  "refusal.text.invalid": "Hier muss Text stehen.",
  "refusal.text.empty": "Hier fehlt etwas.",
  "refusal.text.tooLong": "Das ist zu lang: höchstens {max} Zeichen.",
  "refusal.text.notUnicode": "Der Text muss gültiges Unicode sein.",
  "refusal.text.controlCharacters": "Der Text darf keine Steuerzeichen enthalten.",

  "refusal.signUp.closed": "Konten gibt es hier nur auf Einladung. Fragen Sie einen Verwalter danach.",
  "refusal.email.invalid": "Die E-Mail-Adresse ist ungültig.",
  "refusal.password.weak":
    "Das Passwort muss {min} bis {max} Zeichen haben, darunter einen Groß- und einen Kleinbuchstaben, eine Ziffer und ein Sonderzeichen.",
  "refusal.secondFactor.notVerified":
    "Es ist noch keine Authenticator-App bestätigt. Bestätigen Sie zuerst einen Code Ihrer App.",
  "refusal.secondFactor.off":
    "Sie melden sich ohne Authenticator-App an. Deshalb gibt es keine Wiederherstellungscodes.",
  "refusal.recovery.refused":
    "Die E-Mail-Adresse, das Passwort oder der Wiederherstellungscode stimmt nicht.",

  "refusal.amount.invalid": "Der Betrag muss eine Zahl über 0 sein.",
  "refusal.amount.missing": "Geben Sie einen Betrag ein.",
  "refusal.amount.unclear": "{text} ist kein Betrag.",
  "refusal.amount.ambiguous":
    "{text} kann {first} oder {second} bedeuten. Schreiben Sie den Betrag ohne Tausendertrennzeichen.",
  "refusal.amount.currencyShared":
    "{sign} kann {currencies} bedeuten. Schreiben Sie stattdessen den Code der Währung.",
  "refusal.amount.currencyMixed": "Ein Betrag kann nicht in {first} und in {second} sein.",
  "refusal.amount.dividedByZero": "Ein Betrag kann nicht durch 0 geteilt werden.",
  "refusal.amount.notPositive":
    "Der Betrag muss über 0 liegen. Eine Erstattung oder eine Einnahme hat eine eigene Art.",
  "refusal.amount.tooLarge": "Der höchste mögliche Betrag ist {max}.",
  "refusal.amount.noDecimals": "Ein Betrag in {currency} hat keine Nachkommastellen.",
  "refusal.amount.decimals": "Ein Betrag in {currency} hat höchstens {decimals} Nachkommastellen.",
  "refusal.amount.required": "Geben Sie zu einer anderen Währung auch den Betrag in dieser Währung an.",
  "refusal.kind.invalid": "Die Art muss Ausgabe, Erstattung oder Einnahme sein.",
  "refusal.tags.invalid": "Die Schlagwörter sind ungültig.",
  "refusal.tags.tooMany": "Es sind höchstens {max} Schlagwörter möglich.",
  "refusal.tags.duplicate": "Jedes Schlagwort kann nur einmal angegeben werden.",
  "refusal.parts.invalid": "Die Aufteilung ist ungültig.",
  "refusal.parts.tooMany": "Es sind höchstens {max} Teile möglich.",
  "refusal.parts.unequal": "Die Teile müssen zusammen den Betrag ergeben: Sie sind {sum} von {amount}.",
  "refusal.parts.required":
    "Die Ausgabe ist aufgeteilt. Geben Sie zu einem neuen Betrag auch die neue Aufteilung an.",
  "refusal.userId.invalid": "Diese Person ist unbekannt.",
  "refusal.currency.invalid": "Die Währung muss ein Code nach ISO 4217 sein, zum Beispiel EUR.",
  "refusal.date.invalid": "Das Datum muss ein gültiger Tag sein, frühestens aus dem Jahr {year}.",
  "refusal.month.invalid": "Der Monat muss die Form JJJJ-MM haben, zum Beispiel 2026-11.",

  "refusal.timezone.invalid": "Diese Zeitzone ist unbekannt. Gültig ist zum Beispiel Europe/Berlin.",
  "refusal.quietInsights.invalid":
    "Eine ausgeblendete Auffälligkeit braucht einen Schlüssel und kann ein Ausgabenbuch haben, eine Währung und einen Tag, bis zu dem sie ausgeblendet ist, JJJJ-MM-TT.",
  "refusal.oneOffs.invalid":
    "Höchstens {max} Ausgaben können einmalig sein, jede mit dem Schlüssel ihrer Auffälligkeit.",
  "refusal.monthlyLetter.invalid": "Der Monatsbrief muss ein Ausgabenbuch nennen.",
  "refusal.quietInsights.tooMany": "Höchstens {max} Auffälligkeiten können ausgeblendet sein.",
  "refusal.monthStart.invalid": "Der erste Tag des Monats muss eine ganze Zahl von 1 bis {max} sein.",
  "refusal.alertThreshold.invalid": "Die Warngrenze braucht einen Betrag und eine Währung.",
  "refusal.theme.invalid": "Dieses Farbschema gibt es nicht.",
  "refusal.language.invalid": "Diese Sprache ist unbekannt. Gültig ist zum Beispiel de.",
  "refusal.mailLanguage.invalid": "E-Mails gibt es in diesen Sprachen: {languages}.",
  "refusal.colour.invalid": "Die Farbe muss die Form #rrggbb haben, in Kleinbuchstaben.",
  "refusal.category.invalid": "Eine Kategorie ist ungültig.",
  "refusal.categories.invalid": "Die Kategorien sind ungültig.",
  "refusal.categories.tooMany": "Es sind höchstens {max} Kategorien möglich.",
  "refusal.categories.duplicate": "Jede Kategorie braucht einen eigenen Namen.",
  "refusal.categoryGroups.invalid": "Die Gruppen von Kategorien sind ungültig.",
  "refusal.categoryGroups.tooMany": "Es sind höchstens {max} Gruppen von Kategorien möglich.",
  "refusal.categoryGroups.duplicate": "Jede Gruppe braucht einen eigenen Namen.",
  "refusal.categoryGroup.unknown": "Die Gruppe einer Kategorie gibt es nicht.",

  "refusal.rule.notFound": "Diese wiederkehrende Ausgabe gibt es nicht.",
  "refusal.rule.modeInvalid": "Wiederkehrende Ausgaben werden eingetragen oder vorgeschlagen.",
  "refusal.rule.pausedFrom":
    "Eine wiederkehrende Ausgabe wird nur als Ganzes angehalten oder fortgesetzt. Lassen Sie `from` oder `paused` weg.",
  "refusal.category.gone":
    "Die Kategorie {category} gibt es in diesem Ausgabenbuch nicht. Wählen Sie eine andere.",
  "refusal.rules.tooMany":
    "Ein Ausgabenbuch kann höchstens {max} wiederkehrende Ausgaben haben. Löschen Sie erst eine.",
  "refusal.rules.tooManyDeleted":
    "Das Ausgabenbuch hat {max} wiederkehrende Ausgaben, die in den letzten {days} Tagen gelöschten mitgezählt. Legen Sie weitere an, sobald diese verschwunden sind, oder stellen Sie eine wieder her.",
  "refusal.schedule.invalid": "Geben Sie an, wann die Ausgabe wiederkehrt.",
  "refusal.schedule.everyInvalid": "Der Abstand muss eine ganze Zahl von 1 bis {max} sein.",
  "refusal.schedule.unitInvalid": "Der Abstand wird in Tagen, Wochen, Monaten oder Jahren angegeben.",
  "refusal.schedule.weekdaysInvalid": "Wählen Sie für Wochen mindestens einen Wochentag.",
  "refusal.schedule.dayInvalid": "Der Tag muss eine Zahl von 1 bis 31 oder der letzte des Monats sein.",
  "refusal.schedule.weekdayInvalid":
    "Geben Sie an, welcher Wochentag des Monats es ist: der erste bis vierte oder der letzte.",
  "refusal.schedule.dayImpossible":
    "Der einzige Monat, in dem die Ausgabe wiederkehrt, hat keinen {day}. Wählen Sie einen früheren Tag oder den letzten.",
  "refusal.schedule.countInvalid": "Die Anzahl muss eine ganze Zahl von 1 bis {max} sein.",
  "refusal.schedule.countDone":
    "Schon {done} Mal erledigt oder vorher fällig. Geben Sie eine größere Anzahl ein.",
  "refusal.schedule.endOrCount": "Geben Sie entweder ein Ende oder eine Anzahl an.",
  "refusal.schedule.endBeforeStart": "Das Ende darf nicht vor dem ersten Mal liegen.",
  "refusal.schedule.startTooEarly": "Der Beginn darf höchstens {days} Tage zurückliegen.",
  "refusal.occurrence.notFound":
    "An diesem Tag kehrt die Ausgabe nicht wieder, oder darüber wurde schon entschieden.",
  "refusal.occurrence.deleted":
    "Die Ausgabe dieses Mals wurde gelöscht. Stellen Sie sie aus dem Papierkorb wieder her, oder tragen Sie sie selbst ein.",
  "refusal.occurrence.changed":
    "Die Ausgabe dieses Mals wurde seither geändert. Löschen Sie sie, bevor Sie das Eintragen zurücknehmen.",
  "refusal.occurrence.lost":
    "Die Ausgabe dieses Mals lässt sich nicht mehr zuordnen. Löschen Sie sie in der Liste, falls sie dort ist, und tragen Sie sie an ihrem Tag selbst ein.",
  "refusal.occurrence.actionInvalid": "Ein Mal wird eingetragen oder ausgelassen.",
  "refusal.occurrence.skippedChange": "Ändern lässt sich nur ein Termin, der eingetragen wird.",
  "refusal.calendar.notFound": "Diesen Kalender gibt es nicht, oder er wurde zurückgezogen.",

  "refusal.idempotencyKey.invalid":
    "Der Idempotency-Key muss aus 1 bis 128 sichtbaren ASCII-Zeichen bestehen.",
  "refusal.idempotencyKey.reused":
    "Dieser Idempotency-Key gehört zu einer anderen Ausgabe. Verwenden Sie einen neuen.",
  "refusal.version.required": "Geben Sie an, welche Version geändert werden soll.",
  "refusal.version.conflict":
    "Die Daten wurden inzwischen geändert. Laden Sie sie neu und wiederholen Sie die Änderung.",

  "refusal.ledger.notFound": "Dieses Ausgabenbuch gibt es nicht, oder Sie gehören nicht dazu.",
  "refusal.ledger.archived": "Das Ausgabenbuch ist archiviert. Wer es besitzt, kann es wieder aktivieren.",
  "refusal.ledger.own":
    "Ihr eigenes Ausgabenbuch gehört Ihnen allein. Legen Sie ein weiteres an, um es zu teilen, zu archivieren oder zu löschen.",
  "refusal.ledger.tooMany": "Sie können höchstens {max} Ausgabenbüchern angehören.",
  "refusal.ledger.full": "Ein Ausgabenbuch kann höchstens {max} Mitglieder haben.",
  "refusal.ledger.contended":
    "Das Ausgabenbuch wird gerade von anderen geändert. Versuchen Sie es noch einmal.",
  "refusal.ledger.member": "Sie gehören schon zu diesem Ausgabenbuch.",
  "refusal.ledger.lastOwner":
    "Jemand muss das Ausgabenbuch besitzen. Geben Sie erst einem anderen Mitglied diese Rolle, oder löschen Sie es.",
  "refusal.ledger.needsOwner":
    "{name} gehört nur Ihnen. Geben Sie erst einem anderen Mitglied diese Rolle, oder löschen Sie das Ausgabenbuch.",
  "refusal.member.notFound": "Dieses Mitglied gibt es nicht.",
  "refusal.invitation.notFound":
    "Diese Einladung wurde benutzt, zurückgezogen oder ist abgelaufen. Bitten Sie um eine neue.",
  "refusal.invitations.tooMany":
    "Es können höchstens {max} Einladungen zugleich offen sein. Ziehen Sie erst eine zurück.",
  "refusal.role.invalid": "Diese Rolle gibt es nicht.",
  "refusal.role.tooLow": "Ihre Rolle in diesem Ausgabenbuch erlaubt das nicht.",
  "refusal.expense.notOwn": "Sie können nur Ausgaben ändern, die Sie selbst eingetragen haben.",
  "refusal.expense.notInTrash": "Die Ausgabe ist nicht im Papierkorb. Löschen Sie sie zuerst.",
  "refusal.expense.notFound": "Diese Ausgabe gibt es nicht.",
  "refusal.expense.inTrash": "Die Ausgabe liegt im Papierkorb. Stellen Sie sie erst wieder her.",
  "refusal.version.invalid": "Die Version muss eine ganze Zahl über 0 sein.",
  "refusal.change.notFound":
    "Der Verlauf der Ausgabe enthält diese Änderung nicht. Er bewahrt nur die letzten auf.",
  "refusal.change.superseded":
    "Was hier geändert wurde, ist seither noch einmal geändert worden. Machen Sie erst die spätere Änderung rückgängig.",
  "refusal.change.ofReceipt":
    "Eine Änderung des Belegs lässt sich nicht rückgängig machen. Fügen Sie den Beleg neu hinzu, oder entfernen Sie ihn.",
  "refusal.expenseId.invalid": "Die Kennung einer Ausgabe muss ein Text aus 1 bis 64 Zeichen sein.",
  "refusal.batch.invalid": "Nennen Sie 1 bis {max} Ausgaben, jede als Objekt mit ihrer id.",
  "refusal.batch.repeated": "Nennen Sie jede Ausgabe nur einmal.",
  "refusal.batch.category": "Nennen Sie die Kategorie bei `categorise`, und nur dort.",
  "refusal.action.invalid": "Die Aktion muss categorise, delete, restore, undo oder erase sein.",
  "refusal.expense.contended":
    "Diese Ausgabe wird gerade von anderen geändert. Versuchen Sie es noch einmal.",
  "refusal.budget.notFound": "Dieses Budget gibt es nicht.",
  "refusal.budget.tooMany": "Ein Ausgabenbuch kann höchstens {max} Budgets haben. Löschen Sie zuerst eines.",
  "refusal.budget.tooLarge":
    "Die Budgets dieses Ausgabenbuchs haben zu viele Namen und Änderungen, um aufbewahrt zu werden. Löschen Sie zuerst einige.",
  "refusal.budget.contended": "Die Budgets werden gerade von anderen geändert. Versuchen Sie es noch einmal.",
  "refusal.budget.names":
    "Nennen Sie 1 bis {max} Kategorien oder Schlagwörter, oder lassen Sie die Liste weg.",
  "refusal.budget.namedTwice": "Jede Kategorie und jedes Schlagwort kann nur einmal genannt werden.",
  "refusal.budget.scope": "Ein Budget zählt Kategorien oder Schlagwörter, nicht beides.",
  "refusal.budget.period": "Der Zeitraum muss week, month, quarter oder year sein.",
  "refusal.budget.startsOn": "Der erste Tag eines Zeitraums muss eine ganze Zahl von 1 bis {max} sein.",
  "refusal.budget.weekStart": "Der erste Tag einer Woche muss von 1 für Montag bis 7 für Sonntag sein.",
  "refusal.budget.rollover": "Der Übertrag muss none, rest oder restAndOverspending sein.",
  "refusal.budget.thresholds":
    "Höchstens {max} Schwellen sind möglich, jede eine andere ganze Zahl von 1 bis {percent} Prozent.",
  "refusal.budget.fromTooFar": "Ein Budget kann höchstens {max} Monate vor oder nach heute beginnen.",
  "refusal.budget.begun":
    "Das Budget hat begonnen, sein erster Tag bleibt deshalb. Lassen Sie ihn weg, oder legen Sie ein anderes Budget an.",
  "refusal.export.notFound": "Diesen Export gibt es nicht.",
  "refusal.start.contended": "Das wird gerade schon gestartet. Versuchen Sie es gleich noch einmal.",
  "refusal.report.notFound": "Diesen Bericht gibt es noch nicht. Lassen Sie ihn zuerst erstellen.",
  "refusal.report.monthInvalid":
    "Geben Sie einen Monat als JJJJ-MM an, zum Beispiel 2026-11, oder ein Jahr als JJJJ.",
  "refusal.report.empty": "In diesem Monat gibt es keine Ausgaben.",
  "refusal.report.failed": "Der Bericht konnte nicht erstellt werden. Lassen Sie ihn noch einmal erstellen.",
  "refusal.report.making": "Der Bericht wird gerade erstellt. Sehen Sie gleich noch einmal nach.",
  "refusal.report.archived":
    "Der Bericht liegt im Archiv. Fordern Sie ihn dort an und laden Sie ihn herunter, sobald er bereit ist.",
  "refusal.report.retrieving": "Der Bericht wird aus dem Archiv geholt. Sehen Sie später noch einmal nach.",
  "refusal.subscription.noRoom":
    "Es sind keine weiteren Abonnements für Warnungen möglich. Wenden Sie sich an den Betreiber dieser Seite.",
  "refusal.subscription.operator": "Diese Adresse erhält bereits die Warnungen aller Ausgabenbücher.",
  "refusal.user.notFound": "Diesen Benutzer gibt es nicht.",
  "refusal.user.exists":
    "Zu dieser Adresse gibt es schon einen Benutzer, der sich angemeldet hat oder gesperrt ist.",
  "refusal.user.lastAdmin":
    "Sie sind der letzte Verwalter. Machen Sie jemand anderen dazu, der sich schon einmal angemeldet hat, und löschen Sie dann Ihr Konto.",
  "refusal.users.contended":
    "Ein anderer Verwalter ändert gerade Benutzer. Versuchen Sie es gleich noch einmal.",
  "refusal.user.self": "Ihr eigenes Konto muss ein anderer Verwalter ändern.",
  "refusal.queue.notFound": "Diese Warteschlange gibt es nicht.",

  "refusal.receipt.notFound": "Diesen Beleg gibt es nicht.",
  "refusal.receiptId.invalid": "Die Kennung eines Belegs muss eine UUID in Kleinbuchstaben sein.",
  "refusal.receipt.typeInvalid": "Ein Beleg muss ein JPEG, ein PNG oder ein PDF sein.",
  "refusal.receipt.bytesInvalid": "Die Datei darf höchstens {max} Bytes groß und nicht leer sein.",
  "refusal.receipt.hashInvalid": "Die SHA-256-Prüfsumme der Datei muss 64 hexadezimale Ziffern haben.",
  "refusal.receipt.stateInvalid": "Der Zustand muss open oder confirmed sein.",
  "refusal.receipt.reused":
    "Diese Kennung wurde schon für eine andere Datei verwendet. Verwenden Sie eine neue.",
  "refusal.receipt.confirmed": "Der Beleg gehört zu einer anderen Ausgabe. Lösen Sie ihn zuerst von dieser.",
  "refusal.receipt.ofExpense":
    "Die Ausgabe ist aus diesem Beleg entstanden, er lässt sich also nicht lösen. Löschen Sie den Beleg oder die Ausgabe.",
  "refusal.receipt.confirmedBefore":
    "Aus diesem Beleg ist früher schon eine Ausgabe entstanden, und er wurde entfernt. Fügen Sie ihn einer Ausgabe hinzu, oder seine Datei noch einmal.",
  "refusal.receipt.contended":
    "Der Beleg wird gerade von einer anderen Anfrage geändert. Versuchen Sie es gleich noch einmal.",
  "refusal.receipt.noFile":
    "Zu diesem Beleg gibt es keine Datei: Sie wurde nicht hochgeladen oder konnte nicht behalten werden. Laden Sie sie noch einmal hoch.",
  "refusal.receipt.incomplete": "Die Datei ist nicht vollständig angekommen. Laden Sie sie noch einmal hoch.",
  "refusal.receipt.notOfType":
    "Die Datei ist weder ein JPEG noch ein PNG oder PDF, anders als ihr Name sagt. Fotografieren Sie den Beleg.",
  "refusal.receipt.unreadable":
    "Die Datei ist beschädigt, oder es ist nichts darauf zu lesen. Machen Sie ein neues Foto, oder tragen Sie die Ausgabe von Hand ein.",
  "refusal.receipt.tooManyPixels":
    "Das Bild hat zu viele Pixel. Verkleinern Sie es und laden Sie es noch einmal hoch.",
  "refusal.receipt.tooManyPages":
    "Das PDF hat mehr als 20 Seiten, das sind zu viele. Laden Sie nur die Seiten mit den Summen hoch.",
  "refusal.receipt.protected":
    "Das PDF ist geschützt, vielleicht nur gegen Änderungen. Drucken Sie es in ein neues PDF, oder fotografieren Sie es, und laden Sie das hoch.",
  "refusal.receipt.unread":
    "Der Beleg wurde noch nicht gelesen. Lassen Sie ihn lesen, oder tragen Sie die Ausgabe von Hand ein.",
  "refusal.receipt.quotaUsedUp":
    "Die Seiten dieses Monats sind verbraucht. Der Beleg ist gespeichert: Tragen Sie die Ausgabe von Hand ein, oder lassen Sie ihn nächsten Monat lesen.",
  "refusal.receipt.notUploaded": "Die Datei ist nicht angekommen. Laden Sie sie noch einmal hoch.",
  "refusal.receipt.stalled":
    "Das Lesen dauert länger als üblich. Es ist nichts verloren gegangen: Versuchen Sie es noch einmal, oder tragen Sie die Ausgabe von Hand ein.",
};
