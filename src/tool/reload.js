// Injected by `nutgraph serve`: loads the page again when its folder or the widget has changed.
(async () => {
  const since = new URL(document.currentScript.src).search;
  for (let failures = 0; failures < 600;) {
    try {
      const answer = await fetch('/nutgraph/changes' + since, {cache: 'no-store'});
      if (answer.status === 200) return location.reload();
      failures = 0;
    } catch {
      failures++;
      await new Promise(again => setTimeout(again, 1000));
    }
  }
})();
