// Small comforts. Every page and every act works without this file.
const root = document.documentElement;
root.classList.add("scripted");

/** Times in the reader's own zone; the title keeps UTC, as the server wrote it. */
function localTimes(within) {
  for (const time of within.querySelectorAll("time[data-local]")) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleString("en-US", {
      month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
      year: time.dataset.local === "short" ? undefined : "numeric",
    });
    time.removeAttribute("data-local");
  }
}

/** The address without the mark of a notice: a reload does not say again what was done once. */
function forgetNotice() {
  const here = new URL(location.href);
  if (!here.searchParams.has("done")) return;
  here.searchParams.delete("done");
  history.replaceState(history.state, "", here);
}

/** How many rows are chosen, on the button that acts on them. */
function countChosen(form) {
  const boxes = [...form.querySelectorAll("input[name=row]")];
  const chosen = boxes.filter((box) => box.checked).length;
  for (const said of form.querySelectorAll("[data-chosen]")) said.textContent = String(chosen);
  for (const all of form.querySelectorAll("input[data-all]")) {
    const meant = boxes.filter((box) => box.matches(all.dataset.all || "*"));
    const of = meant.filter((box) => box.checked).length;
    all.checked = of > 0 && of === meant.length;
    all.indeterminate = of > 0 && of < meant.length;
  }
}

function start(within) {
  localTimes(within);
  for (const form of within.querySelectorAll("form[data-rows]")) countChosen(form);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (event.target.matches("input[data-all]")) {
    const meant = event.target.dataset.all || "*";
    for (const box of form.querySelectorAll("input[name=row]:not(:disabled)")) if (box.matches(meant)) box.checked = event.target.checked;
  }
  if (form?.matches("[data-rows]")) countChosen(form);
  if (event.target.matches("select[data-go]")) form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.opens) document.getElementById(button.dataset.opens)?.showModal();
  if (button.dataset.closes !== undefined) button.closest("dialog")?.close();
  if (button.dataset.copies) {
    await navigator.clipboard.writeText(button.dataset.copies);
    say("Copied");
  }
});

// A form that was sent is not sent twice by an impatient hand; the server would do it once in any case.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  setTimeout(() => { for (const each of form.querySelectorAll("button[type=submit]")) each.disabled = true; });
});
addEventListener("pageshow", () => {
  for (const each of document.querySelectorAll("button[type=submit]:disabled")) each.disabled = false;
});

/** A line said to everybody, readers of the screen included. */
export function say(words) {
  const line = document.getElementById("said");
  if (line) line.textContent = words;
}

document.addEventListener("htmx:before:request", (event) => {
  const live = event.detail?.ctx?.sourceElement?.closest?.("[data-etag]");
  const asked = event.detail?.ctx?.request?.headers;
  if (live?.dataset.etag && asked) asked["If-None-Match"] = live.dataset.etag;
});
document.addEventListener("htmx:after:request", (event) => {
  const to = event.detail?.ctx?.response?.raw?.headers?.get?.("X-Sign-In");
  if (to) location.assign(to);
});
document.addEventListener("htmx:after:swap", () => start(document));

start(document);
forgetNotice();
document.querySelector("form[data-goes-on]")?.requestSubmit();
