// Map, chart and table are one: an area chosen in one of them is marked in all, here and now; the server hears of it
// from the map. A row of a table names its area in data-area (or in data-of, where a click is not to choose it), a mark
// of a chart in the customdata of its trace.

const ROWS = "[data-area]"; // rows to choose by
const NAMED = "[data-area], [data-of]"; // rows and column heads to mark
const CHARTS = ".js-plotly-plot";
const NEAR = 16; // pixels by which a dot may be missed
let maps = []; // the maps of the page

/** Marks in every table and chart of the page what is chosen on any of its maps. */
export function markEverywhere() {
  const codes = [...new Set(here().flatMap((map) => [...map.picked(), ...(map.twin?.codes ?? [])]))];
  for (const row of document.querySelectorAll(NAMED)) {
    const picked = codes.includes(row.dataset.area ?? row.dataset.of);
    if (picked === row.hasAttribute("data-picked")) continue;
    row.toggleAttribute("data-picked", picked);
    if (picked) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  for (const chart of document.querySelectorAll(CHARTS)) markIn(chart, codes);
}

function markIn(chart, codes) {
  for (const [node, code] of marksOf(chart)) {
    const picked = codes.includes(code);
    if (picked !== node.classList.contains("picked")) node.classList.toggle("picked", picked);
  }
}

/** The drawn marks of a chart, each with the code of its area: the points of its first trace, or whole lines. */
function marksOf(chart) {
  const traces = (chart.data ?? []).filter(({ customdata }) => customdata);
  if (traces.length === 1) {
    const points = chart.querySelectorAll(".bars .point, .scatterlayer .trace:first-child .points > path");
    return [...points].map((node, i) => [node, traces[0].customdata[i]]);
  }
  const lines = chart.querySelectorAll(".scatterlayer > .trace");
  return traces.length === lines.length ? [...lines].map((node, i) => [node, traces[i].customdata[0]]) : [];
}

/** The code of the area that was hit in a chart: the bar of that height, the nearest dot; null for none. */
function hitIn(chart, event) {
  const traces = (chart.data ?? []).filter(({ customdata }) => customdata);
  const { xaxis, yaxis } = chart._fullLayout ?? {};
  if (traces.length !== 1 || !xaxis) return null;
  const box = chart.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left - xaxis._offset, event.clientY - box.top - yaxis._offset];
  if (x < 0 || y < 0 || x > xaxis._length || y > yaxis._length) return null;
  const { type, customdata, x: xs, y: ys } = traces[0];
  if (type === "bar") return customdata[Math.round(yaxis.p2d(y))] ?? null;
  const far = customdata.map((_, i) => Math.hypot(xaxis.d2p(xs[i]) - x, yaxis.d2p(ys[i]) - y));
  const least = Math.min(...far);
  return least <= NEAR ? customdata[far.indexOf(least)] : null;
}

function clicked(event) {
  if (event.target.closest("a, button, summary, select, input, label")) return;
  const row = event.target.closest(ROWS);
  const chart = event.target.closest(CHARTS);
  const code = row ? row.dataset.area : chart && hitIn(chart, event);
  if (code && !getSelection().toString()) here().forEach((map) => map.pick(code)); // a map that has no such area does nothing
}

/** Makes a map hear what is chosen in tables and charts. */
export function linkTo(map) {
  maps = [...here(), map];
}

const here = () => maps.filter(({ root }) => root.isConnected);

// Streamlit draws tables and charts anew whenever it likes: what is marked is marked again.
let waiting = false;
const again = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    markEverywhere();
  });
};
document.addEventListener("click", clicked);
new MutationObserver(again).observe(document.body, { childList: true, subtree: true });
