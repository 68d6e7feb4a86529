//! A page that keeps every rule. Each rule has a way to spoil it.

pub(super) const GOOD: &str = r##"<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
  <meta charset="utf-8">
  <title>Error: Sign in – Sample</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/static/app.css">
  <script type="module" src="/static/app.js"></script>
</head>
<body>
<a class="skip-link" href="#main">Skip to the main part</a>
<header><a href="/">Sample</a></header>
<main id="main" tabindex="-1">
  <div tabindex="-1" autofocus data-error-summary>
    <div role="alert">
      <h2>There is a problem</h2>
      <ul><li><a href="#current-password">Enter your password</a></li></ul>
    </div>
  </div>
  <h1>Sign in</h1>
  <form id="login" method="post" action="/login" novalidate>
    <input type="hidden" name="form_token" value="proof">
    <label for="username">Username</label>
    <input id="username" name="username" type="text" value="ada" autocomplete="username" autocapitalize="none" spellcheck="false">
    <label for="current-password">Password</label>
    <p id="current-password-error">Enter your password</p>
    <input id="current-password" name="password" type="password" autocomplete="current-password" autocapitalize="none" spellcheck="false" aria-invalid="true" aria-describedby="current-password-error">
    <label><input type="checkbox" id="remember" name="remember" value="yes">Keep me signed in</label>
    <button type="submit">Sign in</button>
  </form>
  <form id="code-form" method="post" action="/check-inbox" novalidate>
    <input type="hidden" name="form_token" value="proof">
    <label for="code">Code</label>
    <input id="code" name="code" type="text" autocomplete="one-time-code" inputmode="numeric" autocapitalize="none" spellcheck="false">
    <button type="submit">Continue</button>
  </form>
  <search>
    <form id="search" method="get" action="/search" novalidate>
      <label for="q">Search</label>
      <input id="q" name="q" type="search">
      <button type="submit">Search</button>
    </form>
  </search>
  <p><a href="https://mail.example.com/" target="_blank" rel="noreferrer noopener">Open the mail program</a></p>
</main>
<footer><nav aria-label="Help"><a href="/">Sample</a></nav></footer>
</body>
</html>
"##;
