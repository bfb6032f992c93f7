// The legend: what the colours mean, how many areas each class holds, what is not known, which lines are drawn.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const SVG = "http://www.w3.org/2000/svg";

/** A piece of a line, or a point, as it is on the map: dressed by the same rule. */
function sample(className, d, transform = "") {
  const svg = document.createElementNS(SVG, "svg");
  const path = svg.appendChild(document.createElementNS(SVG, "path"));
  for (const [name, value] of Object.entries({ class: className, d, transform })) path.setAttribute(name, value);
  return svg;
}

const ofPart = (part) => (part.points
  ? part.marks.map(([key, shape, label]) => item("drawn", label, sample(`mark ${key}`, shape, "translate(17 9)")))
  : [item("drawn", part.label, sample(`line ${part.style}`, "M1 9H33"))]);

function item(swatch, text, ...drawn) {
  const li = make("li");
  const mark = make("span", `swatch ${swatch}`);
  mark.setAttribute("aria-hidden", "true");
  mark.append(...drawn);
  li.append(mark, make("span", "", text));
  return li;
}

/** @param legend {title, entries: [{swatch, label}], note}, in finished words; lines: the parts of the overlays on the map */
export function drawLegend(element, legend, lines) {
  const list = make("ul");
  list.append(
    ...legend.entries.map((entry) => item(entry.swatch, entry.label)),
    ...lines.flatMap(ofPart),
  );
  const notes = [legend, ...lines].filter(({ note }) => note).map(({ note }) => make("p", "legend-note", note));
  element.replaceChildren(make("p", "legend-title", legend.title), list, ...notes);
}
