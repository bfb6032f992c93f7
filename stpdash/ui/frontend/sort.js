// Tables with buttons in their heads are sorted here, by data-sort or by words. Streamlit may draw a table anew whenever
// it likes: then it is sorted again.

const kept = new Map(); // a table's name to its column and direction
const nameOf = (table) => `${location.pathname} ${table.caption?.textContent}`;
const keyOf = (cell) => cell.dataset.sort ?? cell.textContent.trim();

/** Sorts the rows of a table; equal ones stay as they stand, what has no value comes last. @param up smallest first */
function sort(table, column, up) {
  const [heads, body] = [[...table.tHead.rows[0].cells], table.tBodies[0]];
  const numeric = heads[column].classList.contains("num");
  const compare = (a, b) => (numeric ? a - b : a.localeCompare(b, "en-GB", { numeric: true }));
  const rows = [...body.rows].map((row) => [keyOf(row.cells[column]), row]);
  rows.sort(([a], [b]) => (a === "") - (b === "") || (up ? compare(a, b) : compare(b, a)));
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
  body.append(...rows.map(([, row]) => row));
}

document.addEventListener("click", ({ target }) => {
  const head = target.closest?.("table.sorts thead th");
  if (!head || !target.closest("button")) return;
  const [table, up] = [head.closest("table"), head.getAttribute("aria-sort") !== "ascending"];
  kept.set(nameOf(table), [head.cellIndex, up]);
  sort(table, head.cellIndex, up);
});

new MutationObserver(() => {
  if (!kept.size) return;
  for (const table of document.querySelectorAll("table.sorts")) {
    const order = kept.get(nameOf(table));
    if (order && !table.querySelector("[aria-sort]")) sort(table, ...order);
  }
}).observe(document.body, { childList: true, subtree: true });
