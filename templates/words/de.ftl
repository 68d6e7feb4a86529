# Alles, was die Seite zu Menschen sagt. Die Regeln stehen in en.ftl.

## titles

title-error = Fehler:{" "}
