# Everything the site says to people. One message a line, in the syntax of Project Fluent.
#
# A key is `<page or part>-<what>`; the sections stand in the order of the alphabet. A message with tags
# (strong, em, code, bdi only) is written into a page as it is, and what is put into it is escaped.
# Say what happened and what to do, in the words of the labels: no blame, no apology, no full stop after
# a label, a button or an error.

## errors: what stands beside a field and in the summary

error-away = Something went wrong on our side. What you typed is still here. Try again in a minute
error-code-digits = E-mail code must be 6 digits
error-code-mismatch = That code doesn’t match or no longer works. Use the newest e-mail, or send a new one
error-create-password = Create a password
error-credentials = E-mail address, username or password is incorrect
error-email-has-account = That e-mail address has an account already. Sign in with it
error-email-malformed = Enter a full e-mail address, like name@example.com
error-email-too-long = That e-mail address is too long
error-email-unreachable = This site can’t send e-mails to that address yet
error-enter-code = Enter the code from the e-mail
error-enter-email = Enter your e-mail address
error-enter-identifier = Enter your e-mail address or username
error-enter-password = Enter your password
error-enter-username = Enter a username
error-password-control-character = Password must not have line breaks or other invisible control characters
error-password-incorrect = That password is incorrect
error-password-personal = Password must not be made of your name, your e-mail address or the name of this site
error-password-too-common = This password is too easy to guess. Use three random words, or a password manager
error-password-too-long = Password must be 72 characters or fewer. Letters with accents and symbols count more than once
error-password-too-short = Password must be 12 characters or more
error-password-weak = This password is too easy to guess. Choose a different one
error-passwords-differ = The two passwords are not the same
error-stale = This page was open for a long time, so nothing was sent. Check what you typed and send it again
error-too-many-tries = Too many tries. You can try again in { $wait }
error-username-character = Username must only have letters a to z, numbers, hyphens and underscores
error-username-first-character = Username must begin with a letter
error-username-reserved = That username is kept for this site. Choose another one
error-username-taken = That username is taken. Choose another one
error-username-too-long = Username must be 30 characters or fewer
error-username-too-short = Username must be 3 characters or more

## fields: labels and hints

field-new-password-hint = At least 12 characters, spaces too. A password manager or three random words both work
field-username-hint = 3 to 30 letters, numbers, hyphens or underscores. Others see it

## spans of time

span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}

## titles

title-error = Error:{" "}
