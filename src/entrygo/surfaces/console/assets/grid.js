// The fixer's table: paste a block, undo it, move by keys. Without this file it is a table of inputs that posts.
const form = document.querySelector("form[data-grid]");
const table = form?.querySelector("table");
const past = [], undone = [];

const rowsOf = () => [...table.tBodies[0].rows].filter((row) => row.matches("[data-row]"));
const cellsOf = (row) => [...row.querySelectorAll("td.cell > :is(input, textarea)")];
const first = new Map();

function placeOf(cell) {
  const rows = rowsOf();
  const row = rows.indexOf(cell.closest("tr"));
  return { row, column: cellsOf(rows[row]).indexOf(cell) };
}

function at(row, column) {
  const rows = rowsOf();
  return rows[row] ? cellsOf(rows[row])[column] : undefined;
}

function put(edits) {
  for (const [cell, , now] of edits) cell.value = now;
  count();
}

function edit(edits) {
  const real = edits.filter(([, was, now]) => was !== now);
  if (!real.length) return 0;
  put(real);
  past.push(real);
  undone.length = 0;
  return real.length;
}

function back(from, to, pick) {
  const edits = from.pop();
  if (!edits) return say("Nothing to undo");
  to.push(edits);
  for (const each of edits) each[0].value = pick(each);
  edits[0][0].focus();
  count();
  say(`${edits.length} ${edits.length === 1 ? "cell" : "cells"} put back`);
}

function say(words) {
  const line = document.getElementById("said");
  if (line) line.textContent = words;
}

function count() {
  const changed = [...first].filter(([cell, was]) => cell.value !== was);
  for (const [cell, was] of first) cell.closest("td").classList.toggle("changed", cell.value !== was);
  const line = form.querySelector("[data-edited]");
  if (line) line.textContent = changed.length ? `${changed.length} ${changed.length === 1 ? "cell" : "cells"} changed` : "No cell changed";
}

/** Rows and columns of what a spreadsheet puts on the clipboard; quoted cells may hold tabs and lines. */
export function block(text) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i], row = rows[rows.length - 1];
    if (quoted) {
      if (letter === '"' && text[i + 1] === '"') { row[row.length - 1] += '"'; i += 1; }
      else if (letter === '"') quoted = false;
      else row[row.length - 1] += letter;
    } else if (letter === '"' && row[row.length - 1] === "") quoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  if (rows.length > 1 && rows[rows.length - 1].length === 1 && !rows[rows.length - 1][0]) rows.pop();
  return rows;
}

if (table) {
  for (const row of rowsOf()) for (const cell of cellsOf(row)) first.set(cell, cell.defaultValue);
  let before = "";
  table.addEventListener("focusin", (event) => { if (first.has(event.target)) before = event.target.value; });
  table.addEventListener("change", (event) => {
    const cell = event.target;
    if (!first.has(cell) || before === cell.value) return;
    past.push([[cell, before, cell.value]]);
    undone.length = 0;
    before = cell.value;
    count();
  });
  table.addEventListener("paste", (event) => {
    const cell = event.target;
    const rows = block(event.clipboardData?.getData("text/plain") ?? "");
    if (!first.has(cell) || (rows.length === 1 && rows[0].length === 1)) return;
    event.preventDefault();
    const { row, column } = placeOf(cell);
    const edits = [];
    let lost = 0;
    rows.forEach((texts, down) => texts.forEach((text, right) => {
      const target = at(row + down, column + right);
      if (target && !target.readOnly) edits.push([target, target.value, text.trim()]);
      else lost += 1;
    }));
    const changed = edit(edits);
    say(`${changed} ${changed === 1 ? "cell" : "cells"} changed${lost ? `, ${lost} had no place` : ""}`);
    before = cell.value;
  });
  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!first.has(cell)) return;
    const key = event.key.toLowerCase(), { row, column } = placeOf(cell);
    const with_ctrl = event.ctrlKey || event.metaKey;
    const is_within = cell.value !== before;
    if (with_ctrl && key === "z" && !is_within && past.length) {
      event.preventDefault();
      if (event.shiftKey) back(undone, past, (each) => each[2]); else back(past, undone, (each) => each[1]);
    } else if (with_ctrl && key === "y" && undone.length) {
      event.preventDefault();
      back(undone, past, (each) => each[2]);
    } else if (with_ctrl && key === "d") {
      event.preventDefault();
      const above = at(row - 1, column);
      if (above) edit([[cell, cell.value, above.value]]);
    } else if (event.key === "Enter" && !(event.shiftKey && cell.tagName === "TEXTAREA")) {
      event.preventDefault();
      at(row + (event.shiftKey ? -1 : 1), column)?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (cell.tagName === "TEXTAREA" && cell.value.includes("\n")) return;
      event.preventDefault();
      at(row + (event.key === "ArrowDown" ? 1 : -1), column)?.focus();
    }
  });
  count();
}
