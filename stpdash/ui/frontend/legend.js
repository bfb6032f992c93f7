// The legend: what the colours mean, how many areas each class holds, what is not known, which lines are drawn.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

function item(swatch, text) {
  const li = make("li");
  const mark = make("span", `swatch ${swatch}`);
  mark.setAttribute("aria-hidden", "true");
  li.append(mark, make("span", "", text));
  return li;
}

/** @param legend {title, entries: [{swatch, label}], note}, in finished words; lines: the overlays on the map */
export function drawLegend(element, legend, lines) {
  const list = make("ul");
  list.append(
    ...legend.entries.map((entry) => item(entry.swatch, entry.label)),
    ...lines.map((line) => item(`line ${line.style}`, line.label)),
  );
  element.replaceChildren(make("p", "legend-title", legend.title), list, ...(legend.note ? [make("p", "legend-note", legend.note)] : []));
}
