// Everything that the browser says about a page, down to the level that its console hides at first.

/** Listens from now on; `heard()` gives what was said since the last time, and nothing of it is lost. */
export async function listen(page) {
  const inspector = await page.context().newCDPSession(page);
  const said = [];
  const hear = (event, tell) => inspector.on(event, (details) => said.push(...[tell(details)].flat()));

  hear("Log.entryAdded", ({ entry }) => `${entry.level} of ${entry.source}: ${entry.text}`);
  hear("Runtime.exceptionThrown", ({ exceptionDetails: { text, exception } }) => `exception: ${exception?.description ?? text}`);
  hear("Audits.issueAdded", ({ issue }) => `issue ${issue.code}: ${JSON.stringify(issue.details)}`);
  hear("Network.reportingApiReportAdded", ({ report }) => `report ${report.type}: ${JSON.stringify(report.body)}`);
  hear("Network.loadingFailed", ({ errorText, blockedReason, type }) => `${type} did not load: ${blockedReason ?? errorText}`);
  hear("Network.responseReceived", ({ response }) => (response.status >= 400 ? `${response.url} answered ${response.status}` : []));

  // What is said before a message of ours in the same console has been heard once ours is.
  let asked = 0;
  const answered = new Map();
  inspector.on("Runtime.consoleAPICalled", ({ type, args }) => {
    const [first] = args;
    if (answered.has(first?.value)) answered.get(first.value)();
    else said.push(`console.${type}: ${args.map((arg) => arg.value ?? arg.description).join(" ")}`);
  });
  const silenceBroken = async () => {
    const word = `heard ${(asked += 1)}`;
    const isHeard = new Promise((resolve) => answered.set(word, resolve));
    await inspector.send("Runtime.evaluate", { expression: `console.debug(${JSON.stringify(word)})` });
    await isHeard;
  };

  for (const domain of ["Log", "Runtime", "Network", "Audits"]) await inspector.send(`${domain}.enable`);
  await inspector.send("Network.enableReportingApi", { enable: true });

  const heard = async () => {
    await silenceBroken();
    return said.splice(0);
  };
  return {
    heard,
    /** What Chromium's audit of forms finds; it looks only when it is asked. */
    async formIssues() {
      const { formIssues } = await inspector.send("Audits.checkFormsIssues");
      return [...formIssues.map((issue) => issue.errorType), ...(await heard())];
    },
  };
}
