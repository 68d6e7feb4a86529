# Alles, was die Website zu Menschen sagt, auf Deutsch. Die Regeln stehen in en.ftl; dazu: Menschen heißen
# hier „du“, und wo es ohne geht, ohne.

## dates and spans of time

date-and-time = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }, { $time } UTC
span-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
span-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
span-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
span-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}

## error pages

error-page-bad-request-explanation = Ein Teil davon ist beschädigt oder unvollständig. Geh zurück, lade die Seite neu und versuch es noch einmal. Wenn ein Link dich hergeführt hat, öffne ihn noch einmal aus der ursprünglichen Nachricht.
error-page-bad-request-heading = Diese Anfrage ist nicht lesbar
error-page-forbidden-explanation = Entweder darf dein Konto das nicht, oder die Anfrage kam nicht von einer Seite dieser Website. Geh zur Startseite und beginne von dort, oder melde dich mit einem anderen Konto an.
error-page-forbidden-heading = Hier geht es für dich nicht weiter
error-page-internal-explanation = Deine Eingaben wurden vielleicht nicht gespeichert. Versuch es in ein paar Minuten noch einmal. Wenn es wieder schiefgeht, nenne uns das Kennzeichen unten.
error-page-internal-heading = Bei uns ist etwas schiefgegangen
error-page-method-not-allowed-explanation = Geh zur vorigen Seite zurück und nimm ihre Knöpfe und Links. Diese Adresse neu zu laden hilft nicht.
error-page-method-not-allowed-heading = So lässt sich diese Seite nicht benutzen
error-page-not-found-explanation = Wenn du die Adresse eingetippt hast, prüfe, ob sie stimmt. Wenn du einem Link gefolgt bist, ist die Seite vielleicht umgezogen: Suche sie von der Startseite aus.
error-page-not-found-heading = Seite nicht gefunden
error-page-payload-too-large-explanation = Diese Seite nimmt so viel nicht an, und nichts wurde geändert. Geh zurück, kürze es und schick es noch einmal ab.
error-page-payload-too-large-heading = Das ist mehr, als hier hineinpasst
error-page-request-timeout-explanation = Die Verbindung brach ab oder war sehr langsam, und nichts wurde geändert. Prüfe deine Verbindung, geh zurück und schick es noch einmal ab.
error-page-request-timeout-heading = Das kam zu spät bei uns an
error-page-too-many-requests-explanation = Damit Konten sicher bleiben, ist nach vielen Versuchen in kurzer Zeit Pause. Warte ein paar Minuten und versuch es dann noch einmal.
error-page-too-many-requests-heading = Zu viele Versuche
error-page-unavailable-explanation = Ein Teil der Website antwortet nicht. Du wurdest nicht abgemeldet. Warte eine Minute, lade dann diese Seite neu oder schick das Formular noch einmal ab.
error-page-unavailable-heading = Das geht gerade nicht
error-page-unprocessable-explanation = Nichts wurde geändert. Geh zurück, prüfe deine Eingaben und schick sie noch einmal ab.
error-page-unprocessable-heading = Hier passt etwas nicht zusammen
error-page-unsupported-media-type-explanation = Diese Seite versteht nur ihr eigenes Formular. Geh zurück, fülle das Formular aus und schick es von dort ab.
error-page-unsupported-media-type-heading = Das Gesendete ist nicht lesbar

## errors: what stands beside a field and in the summary

error-away = Bei uns ist etwas schiefgegangen. Deine Eingaben stehen noch hier. Versuch es in einer Minute noch einmal
error-code-digits = Der E-Mail-Code muss 6 Ziffern haben
error-code-mismatch = Dieser Code passt nicht oder gilt nicht mehr. Nimm die neueste E-Mail oder fordere eine neue an
error-create-password = Wähle ein Passwort
error-credentials = E-Mail-Adresse, Benutzername oder Passwort stimmt nicht
error-email-has-account = Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melde dich damit an
error-email-malformed = Gib eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.com
error-email-too-long = Die E-Mail-Adresse darf höchstens 255 Zeichen haben
error-email-unreachable = An diese E-Mail-Adresse kann diese Website noch nichts senden. Nimm eine andere
error-enter-code = Gib den Code aus der E-Mail ein
error-enter-email = Gib deine E-Mail-Adresse ein
error-enter-identifier = Gib deine E-Mail-Adresse oder deinen Benutzernamen ein
error-enter-password = Gib dein Passwort ein
error-enter-username = Gib einen Benutzernamen ein
error-password-control-character = Das Passwort darf keine Zeilenumbrüche oder anderen unsichtbaren Steuerzeichen haben
error-password-incorrect = Dieses Passwort stimmt nicht. Prüfe es und versuch es noch einmal
error-password-personal = Das Passwort darf nicht aus deinem Namen, deiner E-Mail-Adresse oder dem Namen dieser Website bestehen
error-password-too-common = Dieses Passwort ist zu leicht zu erraten. Nimm drei zufällige Wörter oder einen Passwortmanager
error-password-too-long = Das Passwort darf höchstens 72 Zeichen haben. Umlaute und Sonderzeichen zählen mehrfach
error-password-too-short = Das Passwort muss mindestens 12 Zeichen haben
error-password-weak = Dieses Passwort ist zu leicht zu erraten. Wähle ein anderes
error-passwords-differ = Die beiden Passwörter sind nicht gleich. Gib beide noch einmal ein
error-stale = Diese Seite war lange offen, deshalb wurde nichts gesendet. Prüfe deine Eingaben und schick sie noch einmal ab
error-too-many-tries = Zu viele Versuche. In { $wait } kannst du es noch einmal versuchen
error-username-character = Der Benutzername darf nur Buchstaben von a bis z, Ziffern, Binde- und Unterstriche haben
error-username-first-character = Der Benutzername muss mit einem Buchstaben beginnen
error-username-reserved = Dieser Benutzername ist für die Website reserviert. Wähle einen anderen
error-username-taken = Dieser Benutzername ist vergeben. Wähle einen anderen
error-username-too-long = Der Benutzername darf höchstens 30 Zeichen haben
error-username-too-short = Der Benutzername muss mindestens 3 Zeichen haben

## fields: labels and hints

field-new-password-hint = Mindestens 12 Zeichen, auch Leerzeichen. Ein Passwortmanager hilft, drei zufällige Wörter tun es auch
field-username-hint = 3 bis 30 Buchstaben, Ziffern, Binde- oder Unterstriche. Andere sehen ihn

## mail links

link-confirm-button = E-Mail-Adresse bestätigen
link-confirm-explanation = Mit einem Klick bestätigst du, dass die Adresse dir gehört, und bist angemeldet.
link-confirm-heading = Bestätige deine E-Mail-Adresse
link-email-change-explanation = Mit einem Klick bestätigst du, dass die Adresse dir gehört.
link-invite-button = Einladung annehmen
link-invite-explanation = Mit einem Klick bestätigst du, dass die Adresse dir gehört, und öffnest dein Konto.
link-invite-heading = Nimm die Einladung an
link-recovery-button = Weiter
link-recovery-explanation = Ein Klick öffnet die Seite für ein neues Passwort. Der Link funktioniert einmal.
link-recovery-heading = Wähle ein neues Passwort
link-sign-in-button = Anmelden
link-sign-in-explanation = Ein Klick meldet dich an. Der Link funktioniert einmal.
link-sign-in-heading = Anmelden
outcome-confirmed-heading = Deine Adresse ist bestätigt
outcome-locked-heading = Dieses Konto ist gesperrt
outcome-one-of-two-heading = Noch eine Adresse zu bestätigen
outcome-recovery-elsewhere-heading = Nimm stattdessen den Code
outcome-spent-heading = Dieser Link funktioniert nicht mehr

## meant: asking back about an address

meant-keep = <bdi>{ $address }</bdi> behalten
meant-next = Wähle eine der beiden und mach dann weiter
meant-next-with-password = Wähle eine der beiden und gib dein Passwort noch einmal ein
meant-question = Meintest du <bdi>{ $address }</bdi>?
meant-use = <bdi>{ $address }</bdi> nehmen

## notices: what the last form did

notice-confirm-first = Bestätige zuerst deine E-Mail-Adresse, dann bist du drin
notice-mail-sent-again = Eine neue E-Mail ist unterwegs. Ältere funktionieren nicht mehr
notice-password-changed = Dein Passwort ist geändert. Deine anderen Geräte sind abgemeldet
notice-signed-out = Du bist abgemeldet
notice-signed-out-everywhere = Du bist auf allen deinen Geräten abgemeldet
notice-username-saved = Dein Benutzername ist gespeichert

## titles

title-error = Fehler:{" "}

## way out: what helps when nothing is right

way-out-new-password = Passwort vergessen? Wähle ein neues
