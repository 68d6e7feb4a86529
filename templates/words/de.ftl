# Alles, was die Website zu Menschen sagt, auf Deutsch. Die Regeln stehen in en.ftl; dazu: Menschen heißen
# hier „du“, und wo es ohne geht, ohne.

## codes

code-hint = Die Ziffern aus der E-Mail
code-label = E-Mail-Code

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

## devices: what a browser is called in lists and mails

device-browser-on-system = { $browser } auf { $system }
device-some-browser-on-system = Ein Browser auf { $system }

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
error-choose-language = Wähle eine Sprache
error-choose-theme = Wähle ein Aussehen
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
error-password-leaked = Dieses Passwort steht auf einer Liste geleakter Passwörter. Wähle ein anderes
error-password-personal = Das Passwort darf nicht aus deinem Namen, deiner E-Mail-Adresse oder dem Namen dieser Website bestehen
error-password-too-common = Dieses Passwort ist zu leicht zu erraten. Nimm drei zufällige Wörter oder einen Passwortmanager
error-password-too-long = Das Passwort darf höchstens 72 Zeichen haben. Umlaute und Sonderzeichen zählen mehrfach
error-password-too-short = Das Passwort muss mindestens 12 Zeichen haben
error-password-weak = Dieses Passwort ist zu leicht zu erraten. Wähle ein anderes
error-passwords-differ = Die beiden Passwörter sind nicht gleich. Gib beide noch einmal ein
error-stale = Diese Seite war lange offen, deshalb wurde nichts gesendet. Prüfe sie und schick sie noch einmal ab
error-too-many-tries = Zu viele Versuche. In { $wait } kannst du es noch einmal versuchen
error-username-character = Der Benutzername darf nur Buchstaben von a bis z, Ziffern, Binde- und Unterstriche haben
error-username-first-character = Der Benutzername muss mit einem Buchstaben beginnen
error-username-reserved = Dieser Benutzername ist für die Website reserviert. Wähle einen anderen
error-username-taken = Dieser Benutzername ist vergeben. Wähle einen anderen
error-username-too-long = Der Benutzername darf höchstens 30 Zeichen haben
error-username-too-short = Der Benutzername muss mindestens 3 Zeichen haben

## fields: labels and hints

field-account-label = E-Mail-Adresse
field-email-label = E-Mail-Adresse
field-error-prefix = Fehler:
field-identifier-label = E-Mail oder Benutzername
field-new-email-hint = Wir senden eine Nachricht dorthin, um zu prüfen, ob sie dir gehört
field-new-password-again-label = Dasselbe Passwort noch einmal
field-new-password-hint = Mindestens { $minimum } Zeichen, auch Leerzeichen. Ein Passwortmanager hilft, drei zufällige Wörter tun es auch
field-password-label = Passwort
field-username-hint = 3 bis 30 Buchstaben, Ziffern, Binde- oder Unterstriche. Andere sehen ihn
field-username-label = Benutzername

## layout

layout-account = Konto
layout-description = Bei { $product } ein Konto erstellen, anmelden und das Konto verwalten.
layout-footer = Hilfe und Einstellungen
layout-help = Hilfe
layout-mailbox = Postfach dieses Entwicklungsservers
layout-nav = Deine Seiten
layout-notes = Notizen
layout-preferences = Sprache und Aussehen
layout-reference = Kennzeichen für den Support: <code>{ $reference }</code>
layout-reference-at = Kennzeichen für den Support unter { $support }: <code>{ $reference }</code>
layout-sign-out-busy = Abmelden…
layout-sign-out-submit = Abmelden
layout-skip = Zum Hauptteil springen
layout-start = Zur Startseite

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

## mails

mail-account-changed-email-lead = Die E-Mail-Adresse deines Kontos bei { $product } wurde geändert. Ab jetzt gilt:
mail-account-changed-email-subject = Deine E-Mail-Adresse bei { $product } wurde geändert
mail-account-changed-factor-added-lead = Das Anmelden bei deinem Konto bei { $product } hat jetzt einen zweiten Schritt.
mail-account-changed-factor-added-subject = Neuer zweiter Schritt bei { $product }
mail-account-changed-factor-removed-lead = Beim Anmelden bei deinem Konto bei { $product } fällt ein zweiter Schritt weg.
mail-account-changed-factor-removed-subject = Ein zweiter Schritt bei { $product } fehlt jetzt
mail-account-changed-heading = Dein Konto wurde geändert
mail-account-changed-not-you = Warst du das nicht? Dann ist vielleicht jemand anderes in deinem Konto. Öffne diese Seite und wähle ein neues Passwort:
mail-account-changed-password-lead = Das Passwort deines Kontos bei { $product } wurde geändert.
mail-account-changed-phone-lead = Die Telefonnummer deines Kontos bei { $product } wurde geändert. Ab jetzt gilt:
mail-account-changed-phone-subject = Deine Telefonnummer bei { $product } wurde geändert
mail-account-changed-provider-added-lead = Du kannst dich bei deinem Konto bei { $product } jetzt auch so anmelden:
mail-account-changed-provider-added-subject = Neuer Weg, dich bei { $product } anzumelden
mail-account-changed-provider-removed-lead = Bei deinem Konto bei { $product } kannst du dich nicht mehr so anmelden:
mail-account-changed-provider-removed-subject = Ein Weg weniger zu deinem Konto bei { $product }
mail-account-changed-submit = Neues Passwort wählen
mail-account-changed-why = Du bekommst diese Nachricht jedes Mal, wenn sich ändert, wie man sich bei deinem Konto anmeldet.
mail-account-exists-forgot = Passwort vergessen? Wähle ein neues:
mail-account-exists-heading = Du hast schon ein Konto
mail-account-exists-lead = Jemand wollte mit dieser Adresse ein Konto bei { $product } erstellen, aber du hast schon eines. Nichts wurde geändert.
mail-account-exists-not-you = Warst du das nicht? Dann kannst du diese Nachricht ignorieren: Wer es auch war, hat nichts über dein Konto erfahren.
mail-account-exists-preheader = Jemand wollte noch eines erstellen. Nichts wurde geändert.
mail-account-exists-sign-in = Warst du das? Öffne diese Seite, um dich anzumelden:
mail-account-exists-subject = Du hast schon ein Konto bei { $product }
mail-account-exists-submit = Anmelden
mail-account-exists-why = Du bekommst diese Nachricht, weil diese Adresse zu einem Konto gehört.
mail-confirmation-code = Dein Bestätigungscode:
mail-confirmation-heading = Bestätige deine Adresse
mail-confirmation-lead = Bestätige diese Adresse, dann ist dein Konto bei { $product } fertig.
mail-confirmation-not-you = Nicht angefordert? Dann kannst du diese Nachricht ignorieren: Ohne den Code entsteht kein Konto mit deiner Adresse.
mail-confirmation-subject = { $code } ist dein Bestätigungscode für { $product }
mail-confirmation-submit = Adresse bestätigen
mail-confirmation-why = Du bekommst diese Nachricht, weil jemand mit dieser Adresse ein Konto erstellen will.
mail-email-change-code = Oder nimm diesen Bestätigungscode:
mail-email-change-current-heading = Deine Adresse wird geändert
mail-email-change-current-lead = Die Adresse deines Kontos bei { $product } soll diese werden:
mail-email-change-current-not-you = Warst du das nicht? Nimm den Code nicht, dann bleibt die Adresse, wie sie ist. Aber jemand anderes war in deinem Konto, also wähle ein neues Passwort:
mail-email-change-current-open-page = Wenn du das willst, öffne diese Seite und drücke den Knopf:
mail-email-change-current-subject = Deine E-Mail-Adresse bei { $product } wird geändert
mail-email-change-current-why = Du bekommst diese Nachricht, weil dies jetzt die Adresse deines Kontos ist.
mail-email-change-new-heading = Bestätige deine neue Adresse
mail-email-change-new-lead = Bestätige, dass dies die Adresse deines Kontos bei { $product } werden soll:
mail-email-change-new-not-you = Nicht angefordert? Dann kannst du diese Nachricht ignorieren: Ohne den Code ändert sich nichts.
mail-email-change-new-subject = Bestätige deine neue E-Mail-Adresse für { $product }
mail-email-change-new-why = Du bekommst diese Nachricht, weil jemand diese Adresse für ein Konto nehmen will.
mail-email-change-submit = Der neuen Adresse zustimmen
mail-invite-code = Oder nimm diesen Einladungscode:
mail-invite-heading = Du bist eingeladen
mail-invite-lead = Du bist eingeladen, bei { $product } ein Konto zu haben.
mail-invite-not-you = Nicht erwartet? Dann kannst du diese Nachricht ignorieren: Ohne den Code passiert nichts.
mail-invite-subject = Du bist zu { $product } eingeladen
mail-invite-submit = Einladung annehmen
mail-invite-why = Du bekommst diese Nachricht, weil die Betreiber der Website diese Adresse eingeladen haben.
mail-link-again = Wenn der Knopf nichts tut, kopiere diese Zeile in deinen Browser:
mail-never-tell = Niemand von { $product } fragt je am Telefon oder im Chat nach diesem Code.
mail-occasion-address = IP-Adresse: { $address }
mail-occasion-device = Browser: { $device }
mail-occasion-time = Zeit: { $moment }
mail-once = Code und Link funktionieren einmal und gelten { $span }. Nur die neueste E-Mail gilt.
mail-once-code = Der Code funktioniert einmal und gilt { $span }. Nur die neueste E-Mail gilt.
mail-open-page = Öffne diese Seite und drücke den Knopf:
mail-or-open-page = Oder öffne diese Seite und drücke den Knopf:
mail-password-changed-heading = Dein Passwort wurde geändert
mail-password-changed-lead = Das Passwort deines Kontos bei { $product } wurde geändert, und andere Geräte wurden abgemeldet.
mail-password-changed-not-you = Warst du das nicht? Öffne diese Seite und drücke den Knopf. Er meldet alle Geräte ab, und du bekommst eine E-Mail, um ein neues Passwort zu wählen:
mail-password-changed-preheader = Wenn du das nicht warst, sichere jetzt dein Konto.
mail-password-changed-subject = Dein Passwort bei { $product } wurde geändert
mail-password-changed-submit = Mein Konto sichern
mail-password-changed-was-you = Warst du das? Dann ist nichts zu tun.
mail-password-changed-why = Du bekommst diese Nachricht jedes Mal, wenn sich das Passwort deines Kontos ändert.
mail-password-changed-works-for = Der Link gilt { $span }.
mail-preheader = Gilt { $span }. Gib ihn nicht weiter.
mail-questions = Fragen?
mail-reauthentication-code = Dein Bestätigungscode:
mail-reauthentication-heading = Bestätige, dass du es bist
mail-reauthentication-lead = Gib diesen Code auf der Seite ein, die danach gefragt hat.
mail-reauthentication-not-you = Warst du das nicht? Dann ist jemand in deinem Konto angemeldet. Ohne den Code ändert sich nichts, aber wähle ein neues Passwort:
mail-reauthentication-subject = { $code } ist dein Bestätigungscode für { $product }
mail-reauthentication-why = Du bekommst diese Nachricht, weil jemand etwas Wichtiges in deinem Konto ändern will.
mail-recovery-code = Oder nimm diesen Code:
mail-recovery-heading = Setze dein Passwort zurück
mail-recovery-lead = Jemand möchte das Passwort deines Kontos bei { $product } zurücksetzen. Wenn du das warst, wähle ein neues.
mail-recovery-not-you = Nicht angefordert? Dann kannst du diese Nachricht ignorieren: Dein Passwort bleibt, wie es ist, und niemand kommt ohne den Code hinein.
mail-recovery-subject = Setze dein Passwort bei { $product } zurück
mail-recovery-submit = Neues Passwort wählen
mail-recovery-why = Du bekommst diese Nachricht, weil dies die Adresse deines Kontos ist.
mail-sign-in-code = Dein Anmeldecode:
mail-sign-in-heading = Bei { $product } anmelden
mail-sign-in-not-you = Nicht angefordert? Dann kannst du diese Nachricht ignorieren: Niemand kommt ohne den Code hinein.
mail-sign-in-subject = { $code } ist dein Anmeldecode für { $product }
mail-sign-in-submit = Anmelden
mail-sign-in-why = Du bekommst diese Nachricht, weil jemand mit dieser Adresse einen Anmeldecode angefordert hat.

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
notice-preferences-saved = Deine Auswahl ist gespeichert
notice-preferences-saved-here = Deine Auswahl ist in diesem Browser gespeichert. In deinem Konto ging es nicht: Versuch es in einer Minute noch einmal
notice-signed-out = Du bist abgemeldet
notice-signed-out-everywhere = Du bist auf allen deinen Geräten abgemeldet
notice-username-saved = Dein Benutzername ist gespeichert

## pages/account

account-change = Ändern
account-choose = Wählen
account-email = E-Mail-Adresse
account-lost-device = Auf einem Gerät angemeldet, das du nicht mehr hast? Melde dich überall ab und wähle dann ein neues Passwort.
account-no-username = Noch keiner gewählt
account-password = Passwort
account-password-about = (Passwort)
account-password-secret = Nur du kennst es
account-profile-heading = Profil
account-sessions-heading = Wo du angemeldet bist
account-sign-out-busy = Abmelden…
account-sign-out-everywhere = Überall abmelden
account-sign-out-submit = Hier abmelden
account-signed-in = Angemeldet seit
account-this-device = Dieses Gerät
account-title = Dein Konto
account-username = Benutzername
account-username-about = (Benutzername)
account-ways-in-heading = Anmeldung

## pages/account/password

account-password-back = Zurück zu deinem Konto
account-password-busy = Passwort wird geändert…
account-password-current-label = Aktuelles Passwort
account-password-enter-current = Gib dein aktuelles Passwort ein
account-password-forgotten = Passwort vergessen?
account-password-new-label = Neues Passwort
account-password-others = Deine anderen Geräte werden abgemeldet.
account-password-same = Das neue Passwort muss anders sein als dein aktuelles
account-password-sign-in-again = Deine Anmeldung ist dafür zu lange her. Melde dich ab, melde dich wieder an und ändere dann dein Passwort
account-password-submit = Passwort ändern
account-password-title = Ändere dein Passwort

## pages/account/username

account-username-back = Zurück zu deinem Konto
account-username-busy = Speichern…
account-username-explanation = Er wird statt deiner E-Mail-Adresse gezeigt, und du kannst dich mit beiden anmelden. Dein alter Name ist sofort für andere frei.
account-username-submit = Benutzernamen speichern
account-username-title = Dein Benutzername

## pages/check_inbox

check-inbox-busy = Wird geprüft…
check-inbox-not-there = Nicht da? Sieh im Spam-Ordner nach, warte eine Minute und fordere dann eine neue E-Mail an.
check-inbox-open = { $service } öffnen (neuer Tab)
check-inbox-other-address = Andere Adresse nehmen
check-inbox-resend-busy = Wird gesendet…
check-inbox-resend-submit = Neue E-Mail anfordern
check-inbox-sent = Wir haben eine E-Mail an <strong><bdi>{ $address }</bdi></strong> gesendet.
check-inbox-sent-if-known = Wenn <strong><bdi>{ $address }</bdi></strong> ein Konto hat, haben wir eine E-Mail dorthin gesendet.
check-inbox-sign-in = Mit deinem Passwort anmelden
check-inbox-submit = Weiter
check-inbox-title = Sieh in dein Postfach
check-inbox-two-ways = Darin stehen ein Link und ein Code. Öffne den Link oder gib den Code hier ein. Nur die neueste E-Mail gilt.

## pages/confirm

confirm-busy = Einen Moment…
confirm-other-account = Du bist hier als <strong><bdi>{ $name }</bdi></strong> angemeldet. Wenn du weitermachst, wird dieses Konto abgemeldet und das geöffnet, an das die E-Mail ging.
confirm-otherwise = Wenn du diese E-Mail nicht angefordert hast, schließ diese Seite: Es ist nichts passiert.

## pages/confirm_outcome

outcome-account = Dein Konto
outcome-confirmed = Deine E-Mail-Adresse ist bestätigt. Melde dich an, um weiterzumachen.
outcome-elsewhere = Dieser Link hat bewiesen, dass die Adresse dir gehört, kann hier aber die Seite für ein neues Passwort nicht öffnen. Fordere noch eine E-Mail an und gib stattdessen ihren Code ein.
outcome-elsewhere-no-code = Kein Code darin? Dann sag es denen, die diese Website betreiben: Die E-Mails brauchen eine andere Vorlage.
outcome-forgot = Passwort vergessen?
outcome-locked = Frag die, die diese Website betreiben, um mehr zu erfahren.
outcome-locked-at = Frag bei { $support } nach, um mehr zu erfahren.
outcome-one-of-two = Eine der beiden Adressen ist bestätigt. Öffne jetzt auch den Link in der E-Mail an die andere Adresse.
outcome-sign-in = Anmelden
outcome-spent-next = Wenn du deine Adresse damit schon bestätigt hast, melde dich einfach an. Wenn nicht, kannst du beim Anmelden eine neue E-Mail anfordern.
outcome-spent-why = Er wurde schon benutzt, ist zu alt, oder eine neuere E-Mail hat ihn ersetzt. Jeder Link funktioniert einmal.

## pages/home

home-account-hint = Dein Name, dein Passwort, wo du angemeldet bist
home-come-in = Komm herein
home-notes-hint = Eine Seite, die nur dir gehört
home-open = Die Tür ist offen. Wohin?
home-promise = { $product } erkennt dich wieder, auf jedem Gerät, und lässt alle anderen draußen.
home-sign-in = Anmelden
home-sign-up = Konto erstellen
home-title = Willkommen
home-ways = Wohin du gehen kannst
home-welcome-back = Willkommen zurück, <bdi>{ $name }</bdi>

## pages/login

login-busy = Anmelden…
login-forgot = Passwort vergessen?
login-new-here = Neu hier?
login-remember-label = Angemeldet bleiben
login-sign-up = Konto erstellen
login-submit = Anmelden
login-title = Anmelden

## pages/logout_everywhere

logout-everywhere-back = Zurück zu deinem Konto
logout-everywhere-busy = Abmelden…
logout-everywhere-explanation = Du wirst auf jedem Telefon und Computer abgemeldet, auch hier. Von deinem Konto geht nichts verloren.
logout-everywhere-submit = Überall abmelden
logout-everywhere-title = Überall abmelden?

## pages/new_password

new-password-busy = Passwort wird geändert…
new-password-label = Neues Passwort
new-password-leave-submit = Stattdessen abmelden
new-password-others = Deine anderen Geräte werden abgemeldet.
new-password-submit = Passwort ändern
new-password-title = Wähle ein neues Passwort

## pages/notes

notes-heading = <bdi>{ $name }</bdi>, diese Seite gehört dir
notes-how = Der Handler dafür hat einen Parameter, <code>user: CurrentUser</code>. Wer nicht angemeldet ist, kommt nie bis zu diesem Text: Zuerst kommt die Anmeldung, danach geht es hierher zurück.
notes-how-heading = Wie sie geschützt ist
notes-lead = Nur wer angemeldet ist, kommt hierher.
notes-step-handler = Ein Handler
notes-step-handler-what = Kopiere <code>src/web/handlers/notes.rs</code>: Wer hineindarf, sagt der Typ des Parameters.
notes-step-route = Eine Zeile in <code>routes.rs</code>
notes-step-route-what = Damit hat die Seite ihren Pfad. Ein Test geht jeden Pfad ab und sieht nach, wer hineinkommt.
notes-step-template = Eine Vorlage
notes-step-template-what = Kopiere <code>templates/pages/notes.html</code>: Alles darin kommt aus den Teilen in <code>templates/components</code>.
notes-title = Notizen
notes-your-own-heading = Beginne eine eigene Seite

## pages/preferences

preferences-explanation = Beides wird in diesem Browser gemerkt. Wenn du angemeldet bist, gilt die Sprache auch auf deinen anderen Geräten und in unseren E-Mails.
preferences-language-legend = Sprache
preferences-submit = Speichern
preferences-submit-busy = Speichern…
preferences-theme-dark = Dunkel
preferences-theme-legend = Aussehen
preferences-theme-light = Hell
preferences-theme-system = Wie dein Gerät
preferences-title = Sprache und Aussehen

## pages/reauthenticate

reauthenticate-back = Zurück zu deinem Konto
reauthenticate-busy = Wird geprüft…
reauthenticate-explanation = Für das, was du vorhast, brauchen wir dein Passwort. Nach zehn Minuten fragen wir wieder.
reauthenticate-submit = Bestätigen
reauthenticate-title = Bestätige, dass du es bist

## pages/recovery

recovery-back = Zurück zur Anmeldung
recovery-busy = Wird gesendet…
recovery-explanation = Wir senden dir eine E-Mail mit einem Link und einem Code. Mit beiden kannst du ein neues Passwort wählen.
recovery-submit = E-Mail anfordern
recovery-title = Passwort vergessen?

## pages/secure

secure-done-heading = Dein Konto wurde schon gesichert
secure-done-text = Alle Geräte wurden abgemeldet, und wir haben dir eine E-Mail gesendet, um ein neues Passwort zu wählen. Wenn sie verloren ist, fordere noch eine an.
secure-explanation = Wenn du das Konto von <bdi>{ $address }</bdi> nicht geändert hast, drücke den Knopf. Alle Geräte werden sofort abgemeldet, und du bekommst eine E-Mail, um ein neues Passwort zu wählen.
secure-heading = Sichere dein Konto
secure-next = Neues Passwort wählen
secure-nothing-heading = Dieser Link funktioniert nicht mehr
secure-nothing-text = Er ist mehr als 7 Tage alt, oder ein Teil fehlt. Du kannst dein Konto trotzdem sichern: Wähle ein neues Passwort, dann werden alle anderen Geräte abgemeldet.
secure-submit = Überall abmelden
secure-submit-busy = Abmelden…
secure-was-you = Warst du das? Schließ diese Seite: Es ist nichts passiert.
secure-without-mail-heading = Alle Geräte sind abgemeldet
secure-without-mail-text = Nur die E-Mail, um ein neues Passwort zu wählen, konnten wir dir nicht senden. Fordere sie in einer Minute an.

## pages/signup

signup-been-here = Schon einmal hier gewesen?
signup-busy = Konto wird erstellt…
signup-password-label = Passwort wählen
signup-sign-in = Anmelden
signup-submit = Konto erstellen
signup-title = Konto erstellen

## pages/signup_closed

signup-closed-explanation = Im Moment kann hier niemand ein Konto erstellen. Wenn du schon eines hast, kannst du dich wie gewohnt anmelden.
signup-closed-heading = Im Moment gibt es keine neuen Konten
signup-closed-sign-in = Anmelden
signup-closed-title = Keine neuen Konten

## pages/welcome_username

welcome-username-explanation = Er wird statt deiner E-Mail-Adresse gezeigt, und du kannst dich mit beiden anmelden.
welcome-username-not-now = Nicht jetzt
welcome-username-submit = Benutzernamen speichern
welcome-username-title = Wähle einen Benutzernamen

## passwords: the Show button and what scripts add

password-caps-lock = Die Feststelltaste ist an
password-hide = Verbergen
password-hide-label = Passwort verbergen
password-is-hidden = Dein Passwort ist verborgen
password-is-long-enough = Lang genug
password-is-shown = Dein Passwort ist sichtbar
password-show = Zeigen
password-show-label = Passwort zeigen
password-so-far = Mindestens { $minimum } Zeichen (bisher { $typed })

## sharing: how other sites show a link to this one

sharing-image-alt = Eine Tür, die einen Spalt offen steht
sharing-locale = de_DE

## spans of time

span-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
span-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}

## summary of errors

summary-heading = Etwas stimmt noch nicht
summary-wait = In { $time } kannst du es noch einmal versuchen
summary-wait-is-over = Du kannst es jetzt noch einmal versuchen

## titles

title-error = Fehler:{" "}

## waiting: while the site starts

waiting-explanation = Die Website startet gerade. Versuch es in ein paar Sekunden noch einmal.
waiting-heading = Gleich wieder da

## way out: what helps when nothing is right

way-out-new-password = Passwort vergessen? Wähle ein neues
