// A chart or map of the page as one picture, SVG or PNG, made here of what is on show: nothing is sent anywhere.

const SVG = "http://www.w3.org/2000/svg";
const PICTURES = ".js-plotly-plot, .stp-map";
const KEPT = [
  "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "font-style", "text-anchor", "display", "visibility", "pattern-transform",
];
const SCALE = 2; // PNG pixels for one of the page
const LINE = 15; // the height of a line of small print

const node = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
};

/** Copies of every drawing below an element, each where it stands and with the looks that style sheets give it. */
function drawings(element, origin) {
  return [...element.querySelectorAll("svg")].filter((svg) => svg.getBoundingClientRect().width).map((svg) => {
    const copy = svg.cloneNode(true);
    const [from, to] = [svg, copy].map((each) => [each, ...each.querySelectorAll("*")]);
    from.forEach((original, i) => {
      const looks = getComputedStyle(original);
      to[i].removeAttribute("class");
      to[i].setAttribute("style", KEPT.map((name) => `${name}:${looks.getPropertyValue(name)}`).join(";").replaceAll('"', "'"));
    });
    const box = svg.getBoundingClientRect();
    for (const [name, value] of Object.entries({ x: box.x - origin.x, y: box.y - origin.y, width: box.width, height: box.height })) {
      copy.setAttribute(name, value);
    }
    copy.style.removeProperty("transform");
    return copy;
  });
}

/** Text in lines of at most so many letters. */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    if (lines.at(-1).length + word.length > most) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines;
}

/** The key of a map: each swatch with its words, in rows as wide as the picture; and how tall that is. */
function keyOf(element, width, top, ink) {
  const made = [];
  let [x, y] = [4, top + LINE];
  for (const item of element.querySelectorAll(".stp-legend li")) {
    const [swatch, words] = item.children;
    const look = getComputedStyle(swatch);
    const rows = wrapped(words.textContent, (width - 44) / 5.6);
    const long = 36 + Math.max(...rows.map((row) => row.length)) * 6;
    if (x > 4 && x + long > width) [x, y] = [4, y + LINE + 5];
    const drawn = swatch.classList.contains("drawn");
    const at = { x, y: y - 11, width: 22, height: 13, stroke: look.borderTopColor };
    if (drawn) {
      const box = swatch.getBoundingClientRect();
      made.push(...drawings(swatch, { x: box.x - x, y: box.y - (y - 11) }));
    } else if (swatch.classList.contains("circle")) {
      made.push(node("circle", { cx: x + 11, cy: y - 4, r: 6, fill: look.backgroundColor, stroke: look.borderTopColor }));
    } else {
      const ground = look.backgroundImage.match(/rgba?\([^)]*\)/)?.[0] ?? look.backgroundColor; // of stripes the first colour
      made.push(node("rect", { ...at, fill: ground }));
      if (look.backgroundImage !== "none") made.push(node("path", { d: `M${x + 1} ${y + 1}l9 -11m-1 11l9 -11m-1 11l6 -8`, stroke: look.borderTopColor, fill: "none", "stroke-width": 1.6 }));
    }
    made.push(...rows.map((row, i) => text(x + (drawn ? 40 : 28), y + i * LINE, row, ink)));
    y += (rows.length - 1) * LINE;
    x += long + (drawn ? 12 : 0);
  }
  return [made, made.length ? y - top + 8 : 0];
}

const text = (x, y, words, fill, size = 11) => node("text", { x, y, fill, "font-family": "Arial, sans-serif", "font-size": size }, words);

/** What stands under a picture: what it says, what is to be known, whose data it is, which version, where it was made. */
function small(element, width, remark) {
  const legend = [...element.querySelectorAll(".legend-title, .legend-note")].map((each) => each.textContent);
  const said = element.querySelector("[aria-label]")?.getAttribute("aria-label") ?? element.closest("[aria-label]")?.getAttribute("aria-label") ?? "";
  const map = element.matches(".stp-map");
  const credit = map ? document.querySelector('meta[name="atlas-credit"]').content : document.querySelector(".atlas-foot p:nth-child(2)").textContent;
  const version = document.querySelector(".atlas-foot")?.innerText.match(/Data version[^.]*\.[^.]*\.[^.]*/)?.[0] ?? "";
  return [said, remark, ...legend, credit, `${version}. ${location.href}`].filter(Boolean).flatMap((text) => wrapped(text, width / 5.6));
}

/** One SVG of a chart or map, with its small print; `remark`: what must stand beside its figures. */
export function pictureOf(element, remark = "") {
  const frame = element.querySelector(".stp-frame") ?? element;
  const box = frame.getBoundingClientRect();
  const print = small(element, box.width, remark);
  const look = getComputedStyle(document.querySelector(".stApp"));
  const [key, tall] = keyOf(element, box.width, box.height, look.color);
  const height = box.height + tall + (print.length + 1) * LINE;
  const made = node("svg", { xmlns: SVG, width: box.width, height, viewBox: `0 0 ${box.width} ${height}`, role: "img" });
  made.append(node("title", {}, document.title), node("desc", {}, print.join("")));
  made.append(node("rect", { width: box.width, height, fill: look.backgroundColor }));
  const sea = getComputedStyle(frame).backgroundColor;
  made.append(node("rect", { width: box.width, height: box.height, fill: sea }));
  const inset = frame.querySelector(".stp-inset");
  for (const part of [...drawings(frame.querySelector(".stp-main") ?? frame, box)]) made.append(clipped(part, box));
  if (inset && !inset.hidden) made.append(...insetOf(inset, box));
  made.append(...key, ...print.map((words, i) => text(4, box.height + tall + (i + 1) * LINE, words, look.color)));
  return made;
}

/** A drawing that may not reach beyond the frame it stands in. */
function clipped(part, { width, height }) {
  const frame = node("svg", { x: 0, y: 0, width, height, overflow: "hidden" });
  frame.append(part);
  return frame;
}

function insetOf(inset, origin) {
  const box = inset.getBoundingClientRect();
  const look = getComputedStyle(inset);
  const frame = node("svg", { x: box.x - origin.x, y: box.y - origin.y, width: box.width, height: box.height, overflow: "hidden" });
  frame.append(node("rect", { width: box.width, height: box.height, fill: look.backgroundColor, stroke: look.borderColor, "stroke-width": 2 }));
  frame.append(...drawings(inset, box));
  frame.append(text(5, 14, "London", look.color, 12));
  return [frame];
}

const written = (svg) => new XMLSerializer().serializeToString(svg);

async function pixels(svg) {
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)) * SCALE);
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(svg))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Saves the last chart or map that stands before a button. */
async function take(button) {
  const before = (each) => each.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
  const element = [...document.querySelectorAll(PICTURES)].filter(before).at(-1);
  if (!element) return;
  const kind = button.dataset.picture;
  const svg = pictureOf(element, button.parentElement.dataset.remark);
  const name = `footprints_${document.title.split(" - ")[0].replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase()}.${kind}`;
  save(kind === "png" ? await pixels(svg) : new Blob([written(svg)], { type: "image/svg+xml" }), name);
}

/** Copies the address of the view; where a browser does not allow it, the address is selected to be copied. */
async function copyLink(button) {
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(location.href);
    said.textContent = "Link copied.";
  } catch {
    said.textContent = location.href;
    getSelection().selectAllChildren(said);
  }
}

/** A citation holds title and address of the view as it stands, and the day on which it is opened. */
function cite(details) {
  const told = {
    here: location.href,
    title: document.title.split(" - ")[0],
    today: new Date().toISOString().slice(0, 10),
    key: `${location.pathname}${location.search}`.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "").slice(0, 60) || "england",
  };
  for (const [name, text] of Object.entries(told)) {
    for (const place of details.querySelectorAll(`[data-${name}]`)) if (place.textContent !== text) place.textContent = text;
  }
}

// Whatever changes the address changes the page too: what was said of the old one is said anew, or taken back.
let cited = location.href;
new MutationObserver(() => {
  if (location.href === cited) return;
  cited = location.href;
  document.querySelectorAll(".atlas-cite[open]").forEach(cite);
  document.querySelectorAll("[data-copy-link] ~ [role=status]").forEach((said) => { said.textContent = ""; });
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-picture], [data-copy-link]");
  if (button) "picture" in button.dataset ? take(button).catch(console.error) : copyLink(button);
});
document.addEventListener("toggle", ({ target }) => target.matches?.(".atlas-cite") && target.open && cite(target), true);
