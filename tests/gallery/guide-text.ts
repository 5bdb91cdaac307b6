// What to do, chapter by chapter. `{dial.call}` is the app's own text with that key, so that the guide names what the screen shows.
// Longer than 300 lines: it is text alone, whose two languages are read side by side.

export const guideText = {
  en: {
    title: 'Dialdesk: user guide',
    intro:
      'Make and take calls on the lines of your prepaid account, and see what a call costs before you dial. Each chapter says what to do on one screen. Help for the screen you are on is under the question mark.',
    start: {
      title: 'First steps',
      steps: [
        'Enter the user name and password of your account, and choose {sign.button}. With {sign.stay}, the password is saved in your system’s keychain.',
        'Check that your lines say {line.registered}, and choose {first.next}.',
        'Choose the country you call from. The example shows how a number without a country code is read.',
        'Say something: the bar under the microphone moves. Try the speaker and the ringtone.',
        'Hear yourself with the echo test. If your provider gave you an echo number, enter it and choose {first.testCall}.',
        'See what the icon in the tray shows, and choose how Dialdesk starts and notifies you.',
      ],
      note: 'Every step can be skipped. To see them again, choose Settings, {settings.about}, {first.again}.',
    },
    phone: {
      steps: [
        'Type a number, paste or drop any text with one, or use the keypad. For a name, choose the person with the arrow keys and Enter; a SIP user is written as sip: and the name.',
        'Read the destination, the price per minute and for how long the balance lasts below the number. What follows the number is sent as tones after the answer: a comma waits two seconds, a semicolon waits for you.',
        'Press Enter or choose {dial.call}. To use another line or to withhold your number, open the arrow beside it first.',
        'To call someone again, point at a call on the right and choose the green button: the number is filled in with its price, and Enter calls it. Beside it are web callback and more.',
        'Where the line is busy, choose {redial.offer} below the call, and set how often and up to which price. Any key or click stops it.',
        'Choose {missed.seen} when you have read the missed calls.',
      ],
    },
    call: {
      steps: [
        'Choose {call.mute} or {call.hold}. The button lights up when it is done: hold counts once the other side’s server has confirmed it.',
        'To pass the call on, choose {call.transfer}, then {xfer.askFirst} to speak to the target before, or {xfer.direct}.',
        'After asking first, choose {xfer.complete}, or go back to the caller. Nothing is lost until you complete it.',
        'To bring in a second person, choose {call.add}. {call.conference} then joins both calls; below is who is in it, how loud each is, and the buttons to mute or remove one.',
        'Send tones with the keypad on the right.',
        'Choose {call.end}.',
      ],
      note: 'Quality is measured on the sound that arrives: MOS, delay, jitter and loss.',
    },
    calls: {
      steps: [
        'Choose {nav.calls}. The newest calls come first.',
        'Narrow the list by a name, number or place, by direction, or by dates. {calls.showAll} brings everything back.',
        'Choose a call to see its line, cost, quality and what the provider billed.',
        'Choose {calls.csv} to save all calls that match.',
        'Click a call with the right mouse button for its menu. {deletion.one} removes it, and {deletion.undo} brings it back for ten seconds. {blocked.block} keeps its caller from ringing.',
      ],
      note: 'Costs arrive some time after a call. Until then the call says {calls.pending}.',
    },
    contacts: {
      steps: [
        'Choose {contact.new}, or {dial.saveContact} beside a number you typed.',
        'Enter a name and at least one number, and choose {contact.create}.',
        'Open a contact and choose the star: it is then a quick dial beside the keypad and in the tray.',
        'Open a contact to see what each of its numbers costs, and choose {dial.call}.',
        'Choose the button with three dots to import or export a file (vCard or CSV), or to connect an address book on a CardDAV server. What an import would do is shown before anything is stored, and it can be undone.',
        'To be left alone by a caller, edit the contact and switch on {contact.blocked}. {contact.ringsAlways} is for those you always want to hear.',
        'With several lines, edit the contact and choose {contact.line}: a call to it then goes out on that one, wherever you pick the contact.',
      ],
      note: 'All your accounts on this computer share the contacts. Forgetting an account does not delete them.',
    },
    rates: {
      steps: [
        'Enter numbers, one per line, paste a column of a spreadsheet, or choose {rates.open}.',
        'Lines that are no number are marked where they stand. Below the field you read what to do about each, and {rates.show} leads to it.',
        'Choose the blue button. A long list takes a while: {rates.stop} ends it, and {rates.goOn} asks what is missing, also after a restart.',
        'Sort the table, call a number from its row, or choose {rates.copy} or {calls.csv}.',
        'Under {rates.views.lists} is each list you looked up. With {rates.keepAs} it gets a name and is kept. {rates.again} shows which rates have changed.',
        'Under {rates.views.known} are the rates by country that were looked up here before, each with its date.',
      ],
    },
    callback: {
      steps: [
        'The first time, enter your own phone number and choose {callback.savePhone}.',
        'Choose the phone that rings first, and enter the destination.',
        'Read the rate of each call and the sum.',
        'Choose {cb.start} and confirm. Your phone rings, then the destination.',
        'To end it early, choose {cb.stop}.',
        'Below, earlier callbacks show which phone rang first and what both calls cost, once that is billed. {callback.again} enters the same two numbers.',
      ],
      note: 'A callback is sent once and never repeated automatically. A phone that is to ring only once need not be saved: choose {callback.otherPhone}. Calls, contacts, the question about a link and the tray lead here too.',
    },
    topup: {
      steps: [
        'Type or paste the PIN of your voucher. {topup.fromClipboard} inserts one you copied; Dialdesk looks into the clipboard only then.',
        'Choose {topup.button} and confirm.',
        'Read the new balance. The list shows your top-ups by month, and why one was refused.',
        'Enter the balance below which you want to be warned.',
      ],
      note: 'The PIN is sent once and never stored. If the connection breaks at that moment, the outcome is shown as not known, and nothing is sent twice.',
    },
    costs: {
      steps: [
        'Choose {nav.costs}, and above the figures the period and what to group by.',
        'Read what was spent, the average price per minute and how that compares with the month before. {calls.table} shows every value with its share.',
        'Choose a name in the table to see its calls.',
        'Choose {costs.setBudget} for a limit per month. You are warned at 80% and at 100%, here and by a notification; calls stay possible.',
        'In Settings, {settings.costs}, choose what you want to be asked about before a call: a price, premium numbers, countries. Choose there too when a call warns you, and whether it then ends.',
        'Choose {costs.statement} to save the calls of some days as PDF or CSV, with totals by destination, line and day.',
      ],
      note: 'How long the balance will last is worked out from the last 30 days, and left out where too little is known. In a CSV file, phone numbers are written as (+49) 30 1234567, and amounts that were paid back in brackets: so no cell is taken for a formula.',
    },
    sms: {
      steps: [
        'Enter a mobile number, or the name of a contact. Press Enter to add more recipients; several numbers can be pasted at once.',
        'Write the text, or choose a template. The counter shows how many messages it takes; each costs money.',
        'Choose {sms.send} and confirm. For several recipients you confirm once, with the number of messages in all.',
        'Read the outcome of each on the right. {sms.again} enters a text and its recipient again.',
      ],
      note: 'Each recipient gets the SMS once. If the connection breaks or Dialdesk ends, the rest waits until you go on. Everything you sent is listed in Settings, Account, under “Sent”, and can be saved as CSV.',
    },
    access: {
      steps: [
        'Find a number in the country you are in.',
        'Call it from any phone to make calls through your account, or choose the green handset to call it from here.',
        'Choose {access.read} to load the list again.',
      ],
    },
    cards: {
      steps: [
        'Choose {cards.new} to create a card, or enter the number of one and choose {cards.lookUp}.',
        'Choose a card in the table to see its balance and PIN.',
        'Block or release it there, or move it to another number. What cannot be undone needs your confirmation.',
        'With {cards.slip} you save a page for the customer. The PIN is on it only if you switch on {cards.slipPin}.',
        'For many cards at once, choose {cards.many}: open a CSV file or enter the first number of a range, then the amount. You confirm the list and the total once.',
        'The order shows what became of each card. You can stop it and continue later, also after a restart. A card without a clear reply is ordered again only after a look-up has shown that it does not exist.',
        'Above the table you search the cards; {cards.checkAll} looks up those shown, and the button with three dots saves them as CSV or removes them from this computer.',
      ],
      note: 'The provider offers no list of cards: the table holds those you created or looked up here.',
    },
    callshop: {
      steps: [
        'Choose the days.',
        'Choose {callshop.read}.',
        'Compare the duration as measured and as billed, and the cost without and with tax.',
        'Choose {calls.csv} to save the list.',
        'Under {booth.views.desk} you see the calls of today by booth, loaded anew in the interval you choose while the window is in view.',
        'With {booth.prices} you set a mark-up in percent or per minute, and how each call is rounded up. Your own price then stands beside the price of the provider.',
        'Choose a booth to name it, to see its calls, and to print a receipt. What is on a receipt is not counted again.',
      ],
    },
    diagnostics: {
      steps: [
        'Choose {diag.check}. Account, lines and audio are checked step by step.',
        'Where something is wrong, do what the step says, and choose {diag.again}.',
        'To test a whole call, enter an echo number before you check.',
        'To pass the result on, choose {diag.save}. Numbers are masked unless you switch {diag.mask} off.',
      ],
      note: 'Nothing is sent automatically.',
    },
    settings: {
      steps: [
        'Type what you are looking for into the search field: any setting is found by its name.',
        'Under {settings.lines}, give a line its name, ringtone and encryption, or switch it off.',
        'Under {settings.audio}, choose and test microphone, speaker and ringtone output.',
        'Under {settings.calls}, set the times of “do not disturb” for each week, and where calls are forwarded: always, when busy, or when not answered.',
        'Under {settings.blocked}, see who may not ring, add a number or the beginning of numbers, and unblock them again.',
        'Under {settings.desktop}, choose start-up, notifications, links and shortcuts.',
        'Under {settings.data}, choose how long calls are kept, and export or delete everything.',
      ],
    },
  },
  de: {
    title: 'Dialdesk: Anleitung',
    intro:
      'Mit Dialdesk telefonieren Sie über die Leitungen Ihres Prepaid-Kontos und sehen vor dem Wählen, was ein Anruf kostet. Jedes Kapitel sagt, was Sie in einer Ansicht tun. Hilfe zur offenen Ansicht finden Sie unter dem Fragezeichen.',
    start: {
      title: 'Erste Schritte',
      steps: [
        'Geben Sie Benutzername und Passwort Ihres Kontos ein, und wählen Sie {sign.button}. Mit {sign.stay} wird das Passwort im Schlüsselbund Ihres Systems gespeichert.',
        'Prüfen Sie, ob bei Ihren Leitungen {line.registered} steht, und wählen Sie {first.next}.',
        'Wählen Sie das Land, aus dem Sie anrufen. Das Beispiel zeigt, wie eine Nummer ohne Ländervorwahl gelesen wird.',
        'Sagen Sie etwas: Der Balken unter dem Mikrofon bewegt sich. Probieren Sie Lautsprecher und Klingelton aus.',
        'Hören Sie sich mit dem Echotest selbst. Hat Ihr Anbieter Ihnen eine Echo-Nummer genannt, geben Sie sie ein, und wählen Sie {first.testCall}.',
        'Sehen Sie sich an, was das Symbol im Infobereich zeigt, und wählen Sie, wie Dialdesk startet und Sie benachrichtigt.',
      ],
      note: 'Jeder Schritt lässt sich überspringen. Noch einmal sehen Sie sie unter Einstellungen, {settings.about}, {first.again}.',
    },
    phone: {
      steps: [
        'Geben Sie eine Nummer ein, fügen Sie einen Text ein, in dem eine steht, oder nutzen Sie das Tastenfeld. Bei einem Namen wählen Sie die Person mit den Pfeiltasten und der Eingabetaste; einen SIP-Benutzer schreiben Sie als sip: mit seinem Namen.',
        'Lesen Sie unter der Nummer Ziel, Preis pro Minute und wie lange das Guthaben reicht. Was der Nummer folgt, wird nach dem Abheben als Töne gesendet: Ein Komma wartet zwei Sekunden, ein Semikolon wartet auf Sie.',
        'Drücken Sie die Eingabetaste, oder wählen Sie {dial.call}. Für eine andere Leitung oder eine unterdrückte Nummer öffnen Sie vorher den Pfeil daneben.',
        'Um jemanden noch einmal anzurufen, zeigen Sie rechts auf einen Anruf und wählen die grüne Taste: Die Nummer wird mit ihrem Preis eingetragen, und die Eingabetaste ruft sie an. Daneben stehen Web-Rückruf und mehr.',
        'Ist besetzt, wählen Sie unter dem Anruf {redial.offer} und bestimmen Sie, wie oft und bis zu welchem Preis. Jede Taste und jeder Klick beendet das.',
        'Wählen Sie {missed.seen}, wenn Sie die verpassten Anrufe gelesen haben.',
      ],
    },
    call: {
      steps: [
        'Wählen Sie {call.mute} oder {call.hold}. Die Taste leuchtet, wenn es so weit ist: Gehalten wird erst, wenn der Server der Gegenseite es bestätigt hat.',
        'Um das Gespräch weiterzugeben, wählen Sie {call.transfer}, dann {xfer.askFirst}, um vorher mit dem Ziel zu sprechen, oder {xfer.direct}.',
        'Nach der Rückfrage wählen Sie {xfer.complete}, oder Sie kehren zum Anrufer zurück. Bis dahin geht nichts verloren.',
        'Um jemanden dazuzuholen, wählen Sie {call.add}. {call.conference} verbindet dann beide Gespräche; darunter steht, wer dabei und wie laut jeder ist, mit Tasten zum Stummschalten und Entfernen.',
        'Töne senden Sie mit dem Tastenfeld rechts.',
        'Wählen Sie {call.end}.',
      ],
      note: 'Die Qualität wird am ankommenden Ton gemessen: MOS, Verzögerung, Jitter und Verlust.',
    },
    calls: {
      steps: [
        'Wählen Sie {nav.calls}. Die neuesten Anrufe stehen oben.',
        'Grenzen Sie die Liste nach Name, Nummer oder Ort, nach Richtung oder nach Tagen ein. {calls.showAll} hebt das auf.',
        'Wählen Sie einen Anruf, um Leitung, Kosten, Qualität und die Abrechnung des Anbieters zu sehen.',
        'Wählen Sie {calls.csv}, um alle passenden Anrufe zu speichern.',
        'Ein Rechtsklick auf einen Anruf öffnet sein Menü. {deletion.one} entfernt ihn, und {deletion.undo} holt ihn zehn Sekunden lang zurück. {blocked.block} sorgt dafür, dass der Anrufer nicht mehr klingelt.',
      ],
      note: 'Kosten kommen einige Zeit nach dem Gespräch. Bis dahin steht dort {calls.pending}.',
    },
    contacts: {
      steps: [
        'Wählen Sie {contact.new}, oder {dial.saveContact} neben einer eingegebenen Nummer.',
        'Geben Sie einen Namen und mindestens eine Nummer ein, und wählen Sie {contact.create}.',
        'Öffnen Sie einen Kontakt, und wählen Sie den Stern: Er steht dann als Schnellwahl neben dem Tastenfeld und im Infobereich.',
        'Öffnen Sie einen Kontakt, um zu sehen, was jede seiner Nummern kostet, und wählen Sie {dial.call}.',
        'Über die Schaltfläche mit den drei Punkten importieren oder exportieren Sie eine Datei (vCard oder CSV) oder verbinden ein Adressbuch auf einem CardDAV-Server. Was ein Import bewirken würde, sehen Sie vorher, und er lässt sich rückgängig machen.',
        'Soll ein Anrufer nicht mehr stören, bearbeiten Sie den Kontakt und schalten Sie {contact.blocked} ein. {contact.ringsAlways} ist für alle, die Sie immer hören möchten.',
        'Haben Sie mehrere Leitungen, bearbeiten Sie den Kontakt und wählen Sie unter {contact.line} eine davon: Anrufe bei ihm gehen dann über diese, wo immer Sie ihn auswählen.',
      ],
      note: 'Alle Ihre Konten auf diesem Computer teilen sich die Kontakte. Wenn Sie ein Konto vergessen lassen, bleiben sie erhalten.',
    },
    rates: {
      steps: [
        'Geben Sie Nummern ein, eine pro Zeile, fügen Sie eine Spalte aus einer Tabelle ein, oder wählen Sie {rates.open}.',
        'Zeilen ohne Nummer sind an ihrer Stelle markiert. Unter dem Feld steht, was jeweils zu tun ist; {rates.show} führt dorthin.',
        'Wählen Sie die blaue Taste. Eine lange Liste dauert etwas: {rates.stop} beendet die Abfrage, und {rates.goOn} holt nach, was fehlt, auch nach einem Neustart.',
        'Sortieren Sie die Tabelle, rufen Sie eine Nummer aus ihrer Zeile an, oder wählen Sie {rates.copy} oder {calls.csv}.',
        'Unter {rates.views.lists} steht jede abgefragte Liste. Mit {rates.keepAs} bekommt sie einen Namen und bleibt erhalten. {rates.again} zeigt, welche Tarife sich geändert haben.',
        'Unter {rates.views.known} stehen nach Ländern die Tarife, die hier schon abgefragt wurden, jeweils mit Datum.',
      ],
    },
    callback: {
      steps: [
        'Geben Sie beim ersten Mal Ihre eigene Nummer ein, und wählen Sie {callback.savePhone}.',
        'Wählen Sie das Telefon, das zuerst klingelt, und geben Sie das Ziel ein.',
        'Lesen Sie den Tarif jedes Anrufs und die Summe.',
        'Wählen Sie {cb.start}, und bestätigen Sie. Zuerst klingelt Ihr Telefon, dann das Ziel.',
        'Mit {cb.stop} beenden Sie ihn vorzeitig.',
        'Darunter stehen frühere Rückrufe: welches Telefon zuerst klingelte und, sobald abgerechnet ist, was beide Anrufe gekostet haben. {callback.again} übernimmt dieselben beiden Nummern.',
      ],
      note: 'Ein Rückruf wird einmal gesendet und nie automatisch wiederholt. Ein Telefon, das nur einmal klingeln soll, müssen Sie nicht speichern: Wählen Sie {callback.otherPhone}. Auch Anrufe, Kontakte, die Rückfrage zu einem Link und der Infobereich führen hierher.',
    },
    topup: {
      steps: [
        'Geben Sie die PIN Ihrer Guthabenkarte ein. {topup.fromClipboard} übernimmt eine kopierte; nur dann sieht Dialdesk in die Zwischenablage.',
        'Wählen Sie {topup.button}, und bestätigen Sie.',
        'Lesen Sie das neue Guthaben. Die Liste zeigt Ihre Aufladungen nach Monaten, auch warum eine abgelehnt wurde.',
        'Geben Sie ein, unter welchem Guthaben Sie gewarnt werden möchten.',
      ],
      note: 'Die PIN wird einmal gesendet und nie gespeichert. Bricht die Verbindung in diesem Augenblick ab, gilt das Ergebnis als unklar, und nichts wird doppelt gesendet.',
    },
    costs: {
      steps: [
        'Wählen Sie {nav.costs} und über den Zahlen den Zeitraum und die Gliederung.',
        'Lesen Sie, was ausgegeben wurde, was eine Minute im Schnitt kostet und wie der Vormonat war. {calls.table} zeigt jeden Wert mit seinem Anteil.',
        'Ein Name in der Tabelle führt zu seinen Anrufen.',
        'Mit {costs.setBudget} setzen Sie eine Grenze pro Monat. Bei 80 % und bei 100 % werden Sie hier und mit einer Benachrichtigung gewarnt; telefonieren können Sie weiterhin.',
        'Unter Einstellungen, {settings.costs} legen Sie fest, wonach Sie vor einem Anruf gefragt werden: nach einem Preis, bei Sonderrufnummern, bei Ländern. Dort wählen Sie auch, wann im Gespräch gewarnt und ob danach aufgelegt wird.',
        'Mit {costs.statement} speichern Sie die Anrufe eines Zeitraums als PDF oder CSV, mit Summen nach Ziel, Leitung und Tag.',
      ],
      note: 'Wie lange das Guthaben reicht, wird aus den letzten 30 Tagen berechnet und weggelassen, wo zu wenig bekannt ist. In CSV-Dateien stehen Telefonnummern als (+49) 30 1234567 und zurückgezahlte Beträge in Klammern, damit keine Zelle als Formel gelesen wird.',
    },
    sms: {
      steps: [
        'Geben Sie eine Mobilnummer oder den Namen eines Kontakts ein. Mit der Eingabetaste fügen Sie weitere Empfänger hinzu; mehrere Nummern lassen sich auf einmal einfügen.',
        'Schreiben Sie den Text, oder wählen Sie eine Vorlage. Der Zähler zeigt, wie viele Nachrichten daraus werden; jede kostet Geld.',
        'Wählen Sie {sms.send}, und bestätigen Sie. Bei mehreren Empfängern bestätigen Sie einmal, mit der Zahl aller Nachrichten.',
        'Lesen Sie rechts das Ergebnis jeder SMS. {sms.again} übernimmt Text und Empfänger noch einmal.',
      ],
      note: 'Jeder Empfänger erhält die SMS einmal. Bricht die Verbindung ab oder wird Dialdesk beendet, wartet der Rest, bis Sie es fortsetzen. Alles Gesendete steht unter Einstellungen, Konto, „Gesendet“ und lässt sich als CSV speichern.',
    },
    access: {
      steps: [
        'Suchen Sie eine Nummer in dem Land, in dem Sie sind.',
        'Rufen Sie sie von einem beliebigen Telefon an, um über Ihr Konto zu telefonieren, oder wählen Sie den Hörer, um sie von hier anzurufen.',
        'Mit {access.read} laden Sie die Liste neu.',
      ],
    },
    cards: {
      steps: [
        'Wählen Sie {cards.new}, um eine Karte anzulegen, oder geben Sie die Nummer einer Karte ein, und wählen Sie {cards.lookUp}.',
        'Wählen Sie in der Tabelle eine Karte, um Guthaben und PIN zu sehen.',
        'Sperren Sie sie dort, geben Sie sie frei, oder ziehen Sie sie auf eine andere Nummer um. Was sich nicht rückgängig machen lässt, bestätigen Sie vorher.',
        'Mit {cards.slip} speichern Sie eine Seite für den Kunden. Die PIN steht nur darauf, wenn Sie {cards.slipPin} einschalten.',
        'Für viele Karten auf einmal wählen Sie {cards.many}: Öffnen Sie eine CSV-Datei, oder geben Sie die erste Nummer eines Bereichs ein, dann den Betrag. Liste und Summe bestätigen Sie einmal.',
        'Die Bestellung zeigt, was aus jeder Karte wurde. Sie können sie anhalten und später fortsetzen, auch nach einem Neustart. Eine Karte ohne klare Antwort wird erst wieder bestellt, wenn eine Abfrage gezeigt hat, dass es sie nicht gibt.',
        'Über der Tabelle suchen Sie Karten; {cards.checkAll} fragt die gezeigten ab, und die Taste mit drei Punkten speichert sie als CSV oder entfernt sie von diesem Computer.',
      ],
      note: 'Der Anbieter liefert keine Kartenliste: In der Tabelle stehen Karten, die Sie hier angelegt oder abgefragt haben.',
    },
    callshop: {
      steps: [
        'Wählen Sie die Tage.',
        'Wählen Sie {callshop.read}.',
        'Vergleichen Sie gemessene und abgerechnete Dauer sowie die Kosten ohne und mit Steuer.',
        'Mit {calls.csv} speichern Sie die Liste.',
        'Unter {booth.views.desk} sehen Sie die Anrufe von heute nach Kabinen, im gewählten Abstand neu geladen, solange das Fenster sichtbar ist.',
        'Mit {booth.prices} legen Sie einen Aufschlag in Prozent oder pro Minute fest, und wie jeder Anruf aufgerundet wird. Ihr eigener Preis steht dann neben dem des Anbieters.',
        'Wählen Sie eine Kabine, um sie zu benennen, ihre Anrufe zu sehen und eine Quittung zu drucken. Was auf einer Quittung steht, zählt nicht noch einmal.',
      ],
    },
    diagnostics: {
      steps: [
        'Wählen Sie {diag.check}. Konto, Leitungen und Ton werden Schritt für Schritt geprüft.',
        'Wo etwas nicht stimmt, tun Sie, was dort steht, und wählen {diag.again}.',
        'Um einen ganzen Anruf zu prüfen, geben Sie vorher eine Echo-Nummer ein.',
        'Um das Ergebnis weiterzugeben, wählen Sie {diag.save}. Nummern sind verborgen, außer Sie schalten {diag.mask} aus.',
      ],
      note: 'Nichts wird automatisch gesendet.',
    },
    settings: {
      steps: [
        'Geben Sie in das Suchfeld ein, was Sie suchen: Jede Einstellung wird nach ihrem Namen gefunden.',
        'Unter {settings.lines} bestimmen Sie Name, Klingelton und Verschlüsselung einer Leitung oder schalten sie aus.',
        'Unter {settings.audio} wählen und testen Sie Mikrofon, Lautsprecher und Klingelton-Ausgabe.',
        'Unter {settings.calls} bestimmen Sie die Zeiten von „Nicht stören“ in der Woche, und wohin Anrufe weitergeleitet werden: immer, bei Besetzt oder wenn niemand annimmt.',
        'Unter {settings.blocked} sehen Sie, wer nicht klingeln darf, fügen eine Nummer oder den Anfang von Nummern hinzu und geben sie wieder frei.',
        'Unter {settings.desktop} bestimmen Sie Start, Benachrichtigungen, Links und Tastenkürzel.',
        'Unter {settings.data} bestimmen Sie, wie lange Anrufe aufbewahrt werden, und exportieren oder löschen alles.',
      ],
    },
  },
} as const
