// One stream of news a browser, however many tabs: the tab that holds the lock listens and tells the others.
const base = document.querySelector("meta[name=changes]")?.content;
const channel = base ? new BroadcastChannel(`entrygo ${base}`) : null;
const QUIET = 250; // many events within this many milliseconds are one change

let due = 0;
function changed() {
  if (due) return;
  due = setTimeout(() => {
    due = 0;
    for (const part of document.querySelectorAll("[data-live]")) htmx.trigger(part, "changed");
  }, QUIET);
}

function listen() {
  const stream = new EventSource(base);
  stream.addEventListener("open", () => { // what happened between the page and its stream, or while it was away
    channel.postMessage("open");
    changed();
  });
  stream.addEventListener("changed", (event) => {
    channel.postMessage(event.data);
    changed();
  });
  return stream;
}

/** Without locks, on plain http elsewhere than here, each tab listens for itself while it is looked at. */
function listenWhileSeen() {
  let stream = null;
  const look = () => {
    if (document.visibilityState === "visible") stream ??= listen();
    else {
      stream?.close();
      stream = null;
    }
  };
  document.addEventListener("visibilitychange", look);
  look();
}

if (channel) {
  channel.addEventListener("message", changed);
  changed(); // where another tab listens, no stream opens here
  if (navigator.locks) navigator.locks.request(`entrygo ${base}`, () => new Promise(() => listen()));
  else listenWhileSeen();
}
