// Tries one call against this server, with a key that stays in this tab.
const section = document.querySelector(".try"), form = section?.querySelector("form");
if (form) {
  section.hidden = false;
  const outcome = section.querySelector(".outcome"), live = section.querySelector(".live"), key = form.elements.key;
  const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
  const show = (text, said) => {
    const block = document.createElement("div"), pre = document.createElement("pre"), code = document.createElement("code");
    block.className = "code";
    pre.tabIndex = 0;
    pre.setAttribute("aria-label", said);
    code.textContent = text;
    pre.append(code);
    block.append(pre);
    return block;
  };
  key.value = sessionStorage.getItem("entrygo-key") ?? "";
  const isLive = () => key.value.startsWith("shpbndl_live_");
  const look = () => { live.hidden = !isLive() || form.dataset.scope === "read"; };
  key.addEventListener("input", look);
  look();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    sessionStorage.setItem("entrygo-key", key.value);
    outcome.replaceChildren();
    const say = (words) => outcome.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
    if (!live.hidden && !form.elements.live.checked) return say("A live key: confirm that you mean it.");
    let path = form.dataset.path;
    const query = new URLSearchParams();
    for (const input of form.querySelectorAll("[data-in]")) {
      if (input.dataset.in === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.value) query.set(input.name, input.value);
    }
    const url = location.origin + path + (query.size ? `?${query}` : ""), method = form.dataset.method;
    const headers = { Authorization: `Bearer ${key.value}` }, body = form.elements.body?.value;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (isLive() && path.endsWith("/execute")) {
      let said = {};
      try { said = JSON.parse(body); } catch { /* the server says so */ }
      if (!said.expectedPlanHash) return say("Executing with a live key wants expectedPlanHash in the body: the plan you read.");
    }
    const curl = [`curl -X ${method} ${quoted(url)}`, '-H "Authorization: Bearer $ENTRYGO_API_KEY"'];
    if (body !== undefined) curl.push("-H 'Content-Type: application/json'", `-d ${quoted(body)}`);
    try {
      const response = await fetch(url, { method, headers, body });
      const text = await response.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* no JSON: as it is */ }
      const status = Object.assign(document.createElement("p"), { textContent: `${response.status} ${response.statusText}` });
      outcome.replaceChildren(status, show(shown.slice(0, 200000), "Answer"), show(curl.join(" \\\n  "), "The same with curl"));
    } catch (error) {
      say(`The server did not answer: ${error.message}`);
    }
  });
}
