// Search as one types, the door that samples show, and a button to copy code. Without script the form asks the server.
const field = document.getElementById("q"), list = document.getElementById("hits");
let pages;
const load = async () => (pages ??= (await fetch("/docs/search.json")).json());
function rank(page, words) {
  const [path, title, summary] = page.map((each) => each.toLowerCase());
  let sum = 0;
  for (const word of words) {
    const at = title.indexOf(word);
    if (at === 0) sum += 8;
    else if (at > 0) sum += 4;
    else if (path.includes(word)) sum += 3;
    else if (summary.includes(word)) sum += 1;
    else return 0;
  }
  return sum - title.length / 200;
}
field.addEventListener("focus", load, { once: true });
field.addEventListener("input", async () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const known = await load();
  const best = words.length ? known.map((page) => [rank(page, words), page]).filter(([sum]) => sum > 0) : [];
  best.sort(([one], [other]) => other - one);
  list.replaceChildren(...best.slice(0, 8).map(([, [path, title, summary]]) => {
    const item = document.createElement("li"), link = document.createElement("a"), said = document.createElement("span");
    link.href = path;
    link.textContent = title;
    said.textContent = summary;
    link.append(said);
    item.append(link);
    return item;
  }));
  list.hidden = !best.length;
});
field.form.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
  if (event.key === "Escape") { list.hidden = true; field.focus(); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
  }
});
document.addEventListener("click", (event) => { if (!field.form.contains(event.target)) list.hidden = true; });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea")) { event.preventDefault(); field.focus(); }
});
// A door chosen at one sample is chosen at all of them, and on the pages that follow.
const doors = [...document.querySelectorAll(".tabs > input")];
const choose = (door) => { for (const each of doors) if (each.dataset.door === door) each.checked = true; };
for (const each of doors) each.addEventListener("change", () => {
  const before = each.getBoundingClientRect().top;
  choose(each.dataset.door);
  scrollBy({ top: each.getBoundingClientRect().top - before, behavior: "instant" });
  sessionStorage.setItem("entrygo-door", each.dataset.door);
});
if (doors.length) choose(sessionStorage.getItem("entrygo-door"));
if (navigator.clipboard) for (const block of document.querySelectorAll(".code")) {
  const button = document.createElement("button");
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  block.append(button);
}
