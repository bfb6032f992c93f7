// The legend: what the colours mean, how many areas each class holds, what is not known, which lines are drawn.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const SVG = "http://www.w3.org/2000/svg";

/** A piece of a line as it is on the map: dressed by the same rule. */
function sample(style) {
  const svg = document.createElementNS(SVG, "svg");
  const path = svg.appendChild(document.createElementNS(SVG, "path"));
  path.setAttribute("class", `line ${style}`);
  path.setAttribute("d", "M1 7H33");
  return svg;
}

function item(swatch, text, ...drawn) {
  const li = make("li");
  const mark = make("span", `swatch ${swatch}`);
  mark.setAttribute("aria-hidden", "true");
  mark.append(...drawn);
  li.append(mark, make("span", "", text));
  return li;
}

/** @param legend {title, entries: [{swatch, label}], note}, in finished words; lines: the overlays on the map */
export function drawLegend(element, legend, lines) {
  const list = make("ul");
  list.append(
    ...legend.entries.map((entry) => item(entry.swatch, entry.label)),
    ...lines.map((line) => item("drawn", line.label, sample(line.style))),
  );
  element.replaceChildren(make("p", "legend-title", legend.title), list, ...(legend.note ? [make("p", "legend-note", legend.note)] : []));
}
