// The keyboard. Every key is a link or a button of the page as well; none works while somebody types.
const places = new Map();
for (const link of document.querySelectorAll("[data-key]")) places.set(link.dataset.key, link);
let isGoing = 0;

const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const dialog = (name) => document.getElementById(name);
const rows = () => [...document.querySelectorAll("[data-row]")];

function move(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("here"));
  const next = Math.min(Math.max(at + by, 0), all.length - 1);
  all[at]?.classList.remove("here");
  all[next].classList.add("here");
  const link = all[next].querySelector("a, button");
  link?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

function choose(row) {
  const box = row?.querySelector("input[type=checkbox]:not(:disabled)");
  if (box) box.click();
}

function fault(by) {
  const all = [...document.querySelectorAll("[data-fault]")];
  if (!all.length) return;
  const at = all.indexOf(document.activeElement?.closest("[data-fault]"));
  const next = all[(at + by + all.length) % all.length];
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "center" });
}

const here = () => document.querySelector("[data-row].here");
const press = (name) => document.querySelector(`[data-does="${name}"]`)?.click();
const KEYS = {
  "?": () => dialog("keys")?.showModal(),
  "/": () => dialog("go")?.showModal(),
  j: () => move(1),
  k: () => move(-1),
  Enter: () => here()?.querySelector("a")?.click(),
  x: () => choose(here()),
  a: () => document.querySelector("input[data-all]")?.click(),
  e: () => press("edit"),
  r: () => press("replan"),
  s: () => press("send"),
  c: () => document.querySelector("[data-copies]")?.click(),
  n: () => fault(1),
  N: () => fault(-1),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    dialog("go")?.showModal();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (isGoing && Date.now() - isGoing < 1500 && places.has(event.key)) {
    isGoing = 0;
    event.preventDefault();
    places.get(event.key).click();
    return;
  }
  isGoing = event.key === "g" ? Date.now() : 0;
  const act = KEYS[event.key];
  if (!act || (event.key === "Enter" && event.target.closest("a, button, summary"))) return;
  event.preventDefault();
  act();
});
