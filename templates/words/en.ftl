# Everything the site says to people. One message a line, in the syntax of Project Fluent.
#
# A key is `<page or part>-<what>`; the sections stand in the order of the alphabet. A message with tags
# (strong, em, code, bdi only) is written into a page as it is, and what is put into it is escaped.
# Say what happened and what to do, in the words of the labels: no blame, no apology, no full stop after
# a label, a button or an error.

## codes

code-hint = The digits from the e-mail
code-label = E-mail code

## dates and spans of time

date-and-time = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time } UTC
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}

## devices: what a browser is called in lists and mails

device-browser-on-system = { $browser } on { $system }
device-some-browser-on-system = A browser on { $system }

## error pages

error-page-bad-request-explanation = Part of it is damaged or incomplete. Go back, reload the page and try again. If a link brought you here, open it from the original message once more.
error-page-bad-request-heading = We can’t read this request
error-page-forbidden-explanation = Either your account may not do this, or the request did not come from a page of this site. Go to the start page and begin from there, or sign in with another account.
error-page-forbidden-heading = This isn’t open to you
error-page-internal-explanation = What you typed may not have been saved. Try again in a few minutes. If it goes wrong again, tell us the reference below.
error-page-internal-heading = Something went wrong on our side
error-page-method-not-allowed-explanation = Go back to the page before and use its buttons and links. Reloading this address does not help.
error-page-method-not-allowed-heading = This page can’t be used like that
error-page-not-found-explanation = If you typed the address, check that it is right. If you followed a link, the page may have moved: look for it from the start page.
error-page-not-found-heading = Page not found
error-page-payload-too-large-explanation = What you sent is larger than this page accepts, and nothing was changed. Go back, shorten it and send it again.
error-page-payload-too-large-heading = That is more than we can take
error-page-request-timeout-explanation = Your connection broke off or was very slow, and nothing was changed. Check your connection, go back and send it again.
error-page-request-timeout-heading = That took too long to reach us
error-page-too-many-requests-explanation = To keep accounts safe we stop after many tries in a short time. Wait a few minutes, then try again.
error-page-too-many-requests-heading = Too many tries
error-page-unavailable-explanation = A part of the site doesn’t answer. You have not been signed out. Wait a minute, then reload this page or send the form again.
error-page-unavailable-heading = We can’t do this right now
error-page-unprocessable-explanation = Nothing was changed. Go back, check what you typed and send it again.
error-page-unprocessable-heading = Something doesn’t fit together
error-page-unsupported-media-type-explanation = This page understands only its own form. Go back, fill in the form and send it from there.
error-page-unsupported-media-type-heading = We can’t read what was sent

## errors: what stands beside a field and in the summary

error-away = Something went wrong on our side. What you typed is still here. Try again in a minute
error-choose-language = Choose a language
error-choose-theme = Choose a theme
error-code-digits = E-mail code must be 6 digits
error-code-mismatch = That code doesn’t match or no longer works. Use the newest e-mail, or send a new one
error-create-password = Create a password
error-credentials = E-mail address, username or password is incorrect
error-email-has-account = That e-mail address has an account already. Sign in with it
error-email-malformed = Enter a full e-mail address, like name@example.com
error-email-too-long = E-mail address must be 255 characters or fewer
error-email-unreachable = This site can’t send e-mails to that address yet. Use another one
error-enter-code = Enter the code from the e-mail
error-enter-email = Enter your e-mail address
error-enter-identifier = Enter your e-mail address or username
error-enter-password = Enter your password
error-enter-username = Enter a username
error-password-control-character = Password must not have line breaks or other invisible control characters
error-password-incorrect = That password is incorrect. Check it and try again
error-password-leaked = This password is on a list of leaked passwords. Choose a different one
error-password-personal = Password must not be made of your name, your e-mail address or the name of this site
error-password-too-common = This password is too easy to guess. Use three random words, or a password manager
error-password-too-long = Password must be 72 characters or fewer. Letters with accents and symbols count more than once
error-password-too-short = Password must be 12 characters or more
error-password-weak = This password is too easy to guess. Choose a different one
error-passwords-differ = The two passwords are not the same. Enter both again
error-stale = This page was open for a long time, so nothing was sent. Check it and send it again
error-too-many-tries = Too many tries. You can try again in { $wait }
error-username-character = Username must only have letters a to z, numbers, hyphens and underscores
error-username-first-character = Username must begin with a letter
error-username-reserved = That username is kept for this site. Choose another one
error-username-taken = That username is taken. Choose another one
error-username-too-long = Username must be 30 characters or fewer
error-username-too-short = Username must be 3 characters or more

## fields: labels and hints

field-account-label = E-mail address
field-email-label = E-mail address
field-error-prefix = Error:
field-identifier-label = E-mail address or username
field-new-email-hint = We send a message there to check that it is yours
field-new-password-again-label = The same password again
field-new-password-hint = At least { $minimum } characters, spaces too. A password manager or three random words both work
field-password-label = Password
field-username-hint = 3 to 30 letters, numbers, hyphens or underscores. Others see it
field-username-label = Username

## layout

layout-account = Account
layout-description = Create an account, sign in and look after your account at { $product }.
layout-footer = Help and settings
layout-help = Get help
layout-mailbox = Mailbox of this development server
layout-nav = Your pages
layout-notes = Notes
layout-preferences = Language and theme
layout-reference = Reference for support: <code>{ $reference }</code>
layout-reference-at = Reference for support at { $support }: <code>{ $reference }</code>
layout-sign-out-busy = Signing out…
layout-sign-out-submit = Sign out
layout-skip = Skip to the main part
layout-start = To the start page

## mail links

link-confirm-button = Confirm e-mail address
link-confirm-explanation = One press confirms that the address is yours, and you’re in.
link-confirm-heading = Confirm your e-mail address
link-email-change-explanation = One press confirms that the address is yours.
link-invite-button = Accept invitation
link-invite-explanation = One press confirms that the address is yours and opens your account.
link-invite-heading = Accept the invitation
link-recovery-button = Continue
link-recovery-explanation = One press opens the page for a new password. The link works once.
link-recovery-heading = Choose a new password
link-sign-in-button = Sign in
link-sign-in-explanation = One press signs you in. The link works once.
link-sign-in-heading = Sign in
outcome-confirmed-heading = Your address is confirmed
outcome-locked-heading = This account is locked
outcome-one-of-two-heading = One more address to confirm
outcome-recovery-elsewhere-heading = Use the code instead
outcome-spent-heading = This link no longer works

## mails

mail-account-changed-email-lead = The e-mail address of your { $product } account was changed. It is now:
mail-account-changed-email-subject = Your { $product } e-mail address was changed
mail-account-changed-factor-added-lead = Signing in to your { $product } account has a second step now.
mail-account-changed-factor-added-subject = A second step was added to your { $product } account
mail-account-changed-factor-removed-lead = A second step was taken away from signing in to your { $product } account.
mail-account-changed-factor-removed-subject = A second step was removed from your { $product } account
mail-account-changed-heading = Your account was changed
mail-account-changed-not-you = Wasn’t you? Somebody else may be in your account. Open this page and choose a new password:
mail-account-changed-password-lead = The password of your { $product } account was changed.
mail-account-changed-phone-lead = The phone number of your { $product } account was changed. It is now:
mail-account-changed-phone-subject = Your { $product } phone number was changed
mail-account-changed-provider-added-lead = There is another way to sign in to your { $product } account now:
mail-account-changed-provider-added-subject = A way to sign in was added to your { $product } account
mail-account-changed-provider-removed-lead = A way to sign in to your { $product } account was taken away:
mail-account-changed-provider-removed-subject = A way to sign in was removed from your { $product } account
mail-account-changed-submit = Choose a new password
mail-account-changed-why = You get this message whenever something changes about how your account is signed in to.
mail-account-exists-forgot = Forgot your password? Choose a new one:
mail-account-exists-heading = You already have an account
mail-account-exists-lead = Someone tried to create a { $product } account with this address, but you have one already. Nothing was changed.
mail-account-exists-not-you = Wasn’t you? You can ignore this message: whoever it was learned nothing about your account.
mail-account-exists-preheader = Someone tried to create another one. Nothing was changed.
mail-account-exists-sign-in = Was it you? Open this page to sign in:
mail-account-exists-subject = You already have a { $product } account
mail-account-exists-submit = Sign in
mail-account-exists-why = You get this message because this address belongs to an account.
mail-confirmation-code = Your confirmation code:
mail-confirmation-heading = Confirm your address
mail-confirmation-lead = Confirm this address to finish creating your { $product } account.
mail-confirmation-not-you = Didn’t ask for it? You can ignore this message: without the code no account is made with your address.
mail-confirmation-subject = { $code } is your { $product } confirmation code
mail-confirmation-submit = Confirm my address
mail-confirmation-why = You get this message because someone began to create an account with this address.
mail-email-change-code = Or enter this confirmation code:
mail-email-change-current-heading = Your address is being changed
mail-email-change-current-lead = The address of your { $product } account is to become:
mail-email-change-current-not-you = Wasn’t you? Don’t use the code, and the address stays as it is. But somebody else was in your account, so choose a new password:
mail-email-change-current-open-page = If that is what you want, open this page and press the button:
mail-email-change-current-subject = Your { $product } e-mail address is being changed
mail-email-change-current-why = You get this message because this is the address of your account now.
mail-email-change-new-heading = Confirm your new address
mail-email-change-new-lead = Confirm that this is to be the address of your { $product } account:
mail-email-change-new-not-you = Didn’t ask for it? You can ignore this message: nothing changes without the code.
mail-email-change-new-subject = Confirm your new e-mail address for { $product }
mail-email-change-new-why = You get this message because someone wants to use this address for an account.
mail-email-change-submit = Agree to the new address
mail-invite-code = Or enter this invitation code:
mail-invite-heading = You are invited
mail-invite-lead = You are invited to have an account on { $product }.
mail-invite-not-you = Didn’t expect it? You can ignore this message: nothing happens without the code.
mail-invite-subject = You are invited to { $product }
mail-invite-submit = Accept the invitation
mail-invite-why = You get this message because the people who run the site invited this address.
mail-link-again = If the button does nothing, copy this line into your browser:
mail-never-tell = Nobody from { $product } ever asks for this code by phone or chat.
mail-occasion-address = IP address: { $address }
mail-occasion-device = Browser: { $device }
mail-occasion-time = Time: { $moment }
mail-once = Code and link work once, for { $span }. Only the newest e-mail works.
mail-once-code = The code works once, for { $span }. Only the newest e-mail works.
mail-open-page = Open this page and press the button:
mail-or-open-page = Or open this page and press the button:
mail-password-changed-heading = Your password was changed
mail-password-changed-lead = The password of your { $product } account was changed, and other devices were signed out.
mail-password-changed-not-you = Wasn’t you? Open this page and press the button. It signs every device out, and you get an e-mail to choose a new password:
mail-password-changed-preheader = If it wasn’t you, secure your account now.
mail-password-changed-subject = Your { $product } password was changed
mail-password-changed-submit = Secure my account
mail-password-changed-was-you = Was it you? Then there is nothing to do.
mail-password-changed-why = You get this message whenever the password of your account changes.
mail-password-changed-works-for = The link works for { $span }.
mail-preheader = Works for { $span }. Don’t share it.
mail-questions = Questions?
mail-reauthentication-code = Your confirmation code:
mail-reauthentication-heading = Confirm that it’s you
mail-reauthentication-lead = Enter this code on the page that asked for it.
mail-reauthentication-not-you = Wasn’t you? Somebody is signed in to your account. Without the code nothing is changed, but choose a new password:
mail-reauthentication-subject = { $code } is your { $product } confirmation code
mail-reauthentication-why = You get this message because someone wants to change something that matters in your account.
mail-recovery-code = Or enter this recovery code:
mail-recovery-heading = Reset your password
mail-recovery-lead = Someone asked to reset the password of your { $product } account. If it was you, choose a new one.
mail-recovery-not-you = Didn’t ask for it? You can ignore this message: your password stays as it is, and nobody gets in without the code.
mail-recovery-subject = Reset your { $product } password
mail-recovery-submit = Choose a new password
mail-recovery-why = You get this message because this is the address of your account.
mail-sign-in-code = Your sign-in code:
mail-sign-in-heading = Sign in to { $product }
mail-sign-in-not-you = Didn’t ask for it? You can ignore this message: nobody gets in without the code.
mail-sign-in-subject = { $code } is your { $product } sign-in code
mail-sign-in-submit = Sign in
mail-sign-in-why = You get this message because someone asked for a sign-in code with this address.

## meant: asking back about an address

meant-keep = Keep <bdi>{ $address }</bdi>
meant-next = Choose one, then go on
meant-next-with-password = Choose one and enter your password again
meant-question = Did you mean <bdi>{ $address }</bdi>?
meant-use = Use <bdi>{ $address }</bdi>

## notices: what the last form did

notice-confirm-first = Confirm your e-mail address first, then you’re in
notice-mail-sent-again = A new e-mail is on its way. Older ones no longer work
notice-password-changed = Your password is changed. Your other devices are signed out
notice-preferences-saved = Your choice is saved
notice-preferences-saved-here = Your choice is saved in this browser. We couldn’t save it to your account: try again in a minute
notice-signed-out = You’re signed out
notice-signed-out-everywhere = You’re signed out on all your devices
notice-username-saved = Your username is saved

## pages/account

account-change = Change
account-choose = Choose
account-email = E-mail address
account-lost-device = Signed in on a device you no longer have? Sign out everywhere, then choose a new password.
account-no-username = Not chosen yet
account-password = Password
account-password-about = password
account-password-secret = Only you know it
account-profile-heading = Profile
account-sessions-heading = Where you’re signed in
account-sign-out-busy = Signing out…
account-sign-out-everywhere = Sign out everywhere
account-sign-out-submit = Sign out here
account-signed-in = Signed in
account-this-device = This device
account-title = Your account
account-username = Username
account-username-about = username
account-ways-in-heading = Signing in

## pages/account/password

account-password-back = Back to your account
account-password-busy = Changing your password…
account-password-current-label = Current password
account-password-enter-current = Enter your current password
account-password-forgotten = Forgot your password?
account-password-new-label = New password
account-password-others = Your other devices are signed out.
account-password-same = New password must be different from your current one
account-password-sign-in-again = You signed in too long ago for this. Sign out, sign in again and then change your password
account-password-submit = Change password
account-password-title = Change your password

## pages/account/username

account-username-back = Back to your account
account-username-busy = Saving…
account-username-explanation = It is shown instead of your e-mail address, and you can sign in with either. Your old name becomes free for others at once.
account-username-submit = Save username
account-username-title = Your username

## pages/check_inbox

check-inbox-busy = Checking…
check-inbox-not-there = Not there? Look in the spam folder and wait a minute, then send a new e-mail.
check-inbox-open = Open { $service } (new tab)
check-inbox-other-address = Use another address
check-inbox-resend-busy = Sending…
check-inbox-resend-submit = Send a new e-mail
check-inbox-sent = We sent an e-mail to <strong><bdi>{ $address }</bdi></strong>.
check-inbox-sent-if-known = If <strong><bdi>{ $address }</bdi></strong> has an account, we sent an e-mail there.
check-inbox-sign-in = Sign in with your password
check-inbox-submit = Continue
check-inbox-title = Check your inbox
check-inbox-two-ways = It holds a link and a code. Open the link, or type the code here. Only the newest e-mail works.

## pages/confirm

confirm-busy = One moment…
confirm-other-account = You are signed in as <strong><bdi>{ $name }</bdi></strong> here. Going on signs this account out and opens the one the e-mail was sent to.
confirm-otherwise = If you did not ask for this e-mail, close this page: nothing has happened.

## pages/confirm_outcome

outcome-account = Your account
outcome-confirmed = Your e-mail address is confirmed. Sign in to go on.
outcome-elsewhere = This link proved that the address is yours, but it can’t open the page for a new password here. Ask for another e-mail and type its code instead.
outcome-elsewhere-no-code = No code in it? Then tell the people who run this site: their e-mails need another template.
outcome-forgot = Forgot your password?
outcome-locked = Contact the people who run this site to find out more.
outcome-locked-at = Contact { $support } to find out more.
outcome-one-of-two = One of the two addresses is confirmed. Now open the link in the e-mail at the other address too.
outcome-sign-in = Sign in
outcome-spent-next = If you confirmed your address with it before, just sign in. If not, signing in lets you ask for a new e-mail.
outcome-spent-why = It was used already, it is too old, or a newer e-mail has taken its place. Each link works once.

## pages/home

home-account-hint = Your name, your password, where you’re signed in
home-come-in = Come in
home-notes-hint = A page that is yours alone
home-open = The door is open. Where to?
home-promise = { $product } knows you when you come back, on every device, and keeps everybody else outside.
home-sign-in = Sign in
home-sign-up = Create an account
home-title = Welcome
home-ways = Where you can go
home-welcome-back = Welcome back, <bdi>{ $name }</bdi>

## pages/login

login-busy = Signing in…
login-forgot = Forgot your password?
login-new-here = New here?
login-remember-label = Keep me signed in on this device
login-sign-up = Create an account
login-submit = Sign in
login-title = Sign in

## pages/logout_everywhere

logout-everywhere-back = Back to your account
logout-everywhere-busy = Signing out…
logout-everywhere-explanation = You’ll be signed out on every phone and computer, on this one too. Nothing in your account is lost.
logout-everywhere-submit = Sign out everywhere
logout-everywhere-title = Sign out everywhere?

## pages/new_password

new-password-busy = Changing your password…
new-password-label = New password
new-password-leave-submit = Sign out instead
new-password-others = Your other devices are signed out.
new-password-submit = Change password
new-password-title = Choose a new password

## pages/notes

notes-heading = <bdi>{ $name }</bdi>, this page is yours
notes-how = Its handler takes one parameter, <code>user: CurrentUser</code>. Whoever is not signed in never gets as far as this text: they are asked to sign in first and come back here after it.
notes-how-heading = How it is protected
notes-lead = Only people who are signed in reach it.
notes-step-handler = A handler
notes-step-handler-what = Copy <code>src/web/handlers/notes.rs</code>: who may enter is the type of its parameter.
notes-step-route = A line in <code>routes.rs</code>
notes-step-route-what = It gives the page its path. A test walks through every path and looks who gets in.
notes-step-template = A template
notes-step-template-what = Copy <code>templates/pages/notes.html</code>: it is made of the parts in <code>templates/components</code>.
notes-title = Notes
notes-your-own-heading = Begin a page of your own

## pages/preferences

preferences-explanation = Both are kept in this browser. Once you’re signed in, the language goes with you to your other devices and into our e-mails.
preferences-language-legend = Language
preferences-submit = Save
preferences-submit-busy = Saving…
preferences-theme-dark = Dark
preferences-theme-legend = Theme
preferences-theme-light = Light
preferences-theme-system = The same as your device
preferences-title = Language and theme

## pages/reauthenticate

reauthenticate-back = Back to your account
reauthenticate-busy = Checking…
reauthenticate-explanation = What you are about to do needs your password. We ask again after ten minutes.
reauthenticate-submit = Confirm
reauthenticate-title = Confirm it’s you

## pages/recovery

recovery-back = Back to sign in
recovery-busy = Sending…
recovery-explanation = We send you an e-mail with a link and a code. With either you choose a new password.
recovery-submit = Send reset e-mail
recovery-title = Forgot your password?

## pages/secure

secure-done-heading = Your account was secured already
secure-done-text = Every device was signed out, and we sent you an e-mail to choose a new password. If it is lost, ask for another one.
secure-explanation = If you did not change the account of <bdi>{ $address }</bdi>, press the button. Every device is signed out at once, and you get an e-mail to choose a new password.
secure-heading = Secure your account
secure-next = Choose a new password
secure-nothing-heading = This link no longer works
secure-nothing-text = It is more than 7 days old, or part of it is missing. You can still secure your account: choose a new password, and every other device is signed out.
secure-submit = Sign out everywhere
secure-submit-busy = Signing out…
secure-was-you = Was it you? Close this page: nothing has happened.
secure-without-mail-heading = Every device is signed out
secure-without-mail-text = But we couldn’t send you the e-mail to choose a new password. Ask for it in a minute.

## pages/signup

signup-been-here = Been here before?
signup-busy = Creating your account…
signup-password-label = Create a password
signup-sign-in = Sign in
signup-submit = Create account
signup-title = Create an account

## pages/signup_closed

signup-closed-explanation = Nobody can create an account here at the moment. If you have one already, you can sign in as usual.
signup-closed-heading = New accounts are closed right now
signup-closed-sign-in = Sign in
signup-closed-title = New accounts are closed

## pages/welcome_username

welcome-username-explanation = It is shown instead of your e-mail address, and you can sign in with either.
welcome-username-not-now = Not now
welcome-username-submit = Save username
welcome-username-title = Choose a username

## passwords: the Show button and what scripts add

password-caps-lock = Caps lock is on
password-hide = Hide
password-hide-label = Hide password
password-is-hidden = Your password is hidden
password-is-long-enough = Long enough
password-is-shown = Your password is visible
password-show = Show
password-show-label = Show password
password-so-far = At least { $minimum } characters ({ $typed } so far)

## sharing: how other sites show a link to this one

sharing-image-alt = A door that stands ajar
# The language and the part of the world, as Open Graph writes them.
sharing-locale = en_GB

## spans of time

span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}

## summary of errors

summary-heading = There is a problem
summary-wait = You can try again in { $time }
summary-wait-is-over = You can try again now

## titles

title-error = Error:{" "}

## waiting: while the site starts

waiting-explanation = The site is starting. Try again in a few seconds.
waiting-heading = Back in a moment

## way out: what helps when nothing is right

way-out-new-password = Forgot your password? Choose a new one
