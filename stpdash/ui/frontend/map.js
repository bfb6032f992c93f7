// The live map: draws the layer description that the server sends, in place, and reports a choice.
// Called by Streamlit with fresh data on every rerun; the map itself is made once per place on the page.
import { aheadOf, chosenIn, drawChoosers, everyAhead, hideTimeless, partOf, partsOffered, spokenDate, switched } from "./choosers.js";
import { KeyboardList } from "./keyboard.js";
import { drawLegend } from "./legend.js";
import { linkTo, markEverywhere } from "./link.js";
import "./dated.js";
import "./picture.js";
import "./sort.js";
import { Report } from "./report.js";
import { areas, topology } from "./shapes.js";
import { link } from "./twins.js";
import { View } from "./view.js";

const L = globalThis.L;
const ENGLAND = L.latLngBounds([49.86, -6.42], [55.82, 1.78]);
const MOVES = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };
const BETWEEN = "."; // as addresses have it
const listed = (codes) => (codes ? codes.split(BETWEEN) : []);
const LONDON = L.latLngBounds([51.285, -0.51], [51.69, 0.335]);
const atlases = new WeakMap(); // place on the page -> Atlas
const aheads = new Map(); // address -> what came ahead from there
let made = 0;

const sheet = (name) => new Promise((ready) => {
  const href = new URL(name, import.meta.url).href;
  if ([...document.styleSheets].some((each) => each.href === href)) return ready(); // the page's head has it already
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  link.onload = link.onerror = () => ready();
  document.head.append(link);
});
const dressed = Promise.all([sheet("./vendor/leaflet-1.9.4.css"), sheet("./map.css")]);

// The page's head fetches the boundary file early; decode it while Streamlit is still starting.
const early = document.querySelector('link[rel="preload"][as="fetch"][href$=".topojson"]');
if (early) topology(early.href).then((topo) => areas(topo, "footprint_2017"), () => {});

const idle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 200));
const afterPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

const FRAME = `
  <div class="stp-choosers"></div>
  <div class="stp-frame" role="group">
    <div class="stp-list" role="listbox" tabindex="0"></div>
    <div class="stp-main" aria-hidden="true"></div>
    <p class="stp-said" role="status"></p>
    <p class="stp-readout" aria-hidden="true"></p>
    <div class="stp-inset" aria-hidden="true"><p>London</p><div></div></div>
    <div class="stp-buttons">
      <button type="button" data-do="up" aria-label="Move up">↑</button>
      <button type="button" data-do="down" aria-label="Move down">↓</button>
      <button type="button" data-do="left" aria-label="Move left">←</button>
      <button type="button" data-do="right" aria-label="Move right">→</button>
      <button type="button" data-do="in" aria-label="Zoom in">+</button>
      <button type="button" data-do="out" aria-label="Zoom out">−</button>
      <button type="button" data-do="chosen" aria-label="Zoom to the chosen area" hidden>◎</button>
      <button type="button" data-do="all" aria-label="Show the whole map">⤢</button>
    </div>
    <p class="stp-trouble" role="alert" hidden>The map could not be loaded. The tables on this page hold the same figures.</p>
  </div>
  <div class="stp-legend"></div>
  <p class="stp-credit"></p>`;

/** Fetch what comes ahead, once, and keep it. */
async function expect(address) {
  aheads.set(address, await topology(address));
}

class Atlas {
  constructor(place) {
    this.tag = `stp${++made}`;
    this.root = document.createElement("div");
    this.root.className = "stp-map";
    this.root.innerHTML = FRAME;
    place.append(this.root);
    const part = (name) => this.root.querySelector(name);
    this.frame = part(".stp-frame");
    this.readout = part(".stp-readout");
    this.list = part(".stp-list");
    this.list.id = `${this.tag}-list`;
    const shared = { onHover: (code) => this.point(code), onPick: (code) => this.pick(code), onSpot: (name, told) => this.tell(name, told) };
    this.main = new View(part(".stp-main"), { tag: `${this.tag}m`, interactive: true, ...shared });
    this.shared = shared;
    this.keyboard = new KeyboardList(this.list, {
      centreOf: (code) => this.main.centreOf(code),
      onActive: (code) => { this.markAll("active", code); this.main.bring(code); this.point(code); },
      onPick: (code) => this.pick(code),
      onLeave: () => this.root.querySelector("[data-do=in]").focus(),
    });
    this.list.addEventListener("focus", () => this.frame.scrollIntoView({ block: "nearest" }));
    part(".stp-buttons").addEventListener("click", (event) => this.pressed(event.target.closest("button")?.dataset.do));
    new ResizeObserver(() => this.resized()).observe(this.frame);
    linkTo(this);
  }

  /** Follow the frame's size, and keep it for the printer: a printed map has the size it had on the screen. */
  resized() {
    if (matchMedia("print").matches) return;
    this.root.style.setProperty("--screen-width", `${this.frame.offsetWidth}px`);
    this.root.style.setProperty("--screen-height", `${this.frame.offsetHeight}px`);
    this.views().forEach((view) => view.resize());
  }

  views() {
    return this.inset ? [this.main, this.inset] : [this.main];
  }

  /** What the server says: draw it, and fetch what a switch will need. */
  async show(said) {
    const description = this.withUnheard({ ...said, lines: said.lines.map(partOf) });
    this.dressChoosers(description);
    await this.paint(description);
    if (this.aheadFrom !== description.ahead) {
      this.aheadFrom = description.ahead;
      this.prepare(description).catch(() => {}); // without what comes ahead the server draws, and paint says what it misses
    }
  }

  /** The server answers one choice while the reader makes the next: what it has not heard of yet stays as chosen here. */
  withUnheard(said) {
    const { area, areas, ...choices } = this.reporter.pending;
    const start = { ...said, ...(area === undefined ? {} : { chosen: area }), ...(areas === undefined ? {} : { marked: listed(areas) }) };
    return Object.entries(choices).reduce(
      (so, [name, value]) => switched(so, aheads, name, value) ?? chosenIn(so, name, value),
      start,
    );
  }

  /** Keep what came ahead, and make the lines of every overlay while the browser has nothing else to do. */
  async prepare(description) {
    await expect(description.ahead);
    if (this.aheadFrom !== description.ahead) return; // another map has been asked for meanwhile
    const topo = await topology(description.topology);
    const waiting = partsOffered(description).filter((part) => part.object);
    const next = () => {
      if (!waiting.length) return;
      this.main.lineGroup(topo, waiting.pop());
      idle(next);
    };
    idle(next);
  }

  async paint(description) {
    this.wanted = description;
    try {
      await dressed;
      const topo = await topology(description.topology);
      if (description !== this.wanted) return; // a newer one has come meanwhile
      this.dress(description);
      if (!description.fit.length) this.frameIt(description);
      this.main.draw(topo, description).catch((error) => this.missed(error));
      const moved = this.description && this.description.object !== description.object;
      if (moved && spokenDate(description)) this.say(`${description.shade.label}. As at ${spokenDate(description)}.`);
      this.description = description;
      this.frameIt(description);
      this.listAreas(topo, description);
      this.choose(description.chosen, description.marked);
      this.point(null);
      if (description.twin) link(this);
      this.frame.dataset.drawn = description.version;
      this.root.querySelector(".stp-trouble").hidden = true;
      performance.mark("stp-drawn");
      await afterPaint(); // what follows is drawn beside a map that stands already
      if (description.inset && description === this.wanted) this.drawInset(topo, description);
      this.main.drawLand(description.land).catch(() => {}); // neighbouring land is scenery: the map stands without it
    } catch (error) {
      console.error(error);
      this.root.querySelector(".stp-trouble").hidden = false;
    }
  }

  dressChoosers(description) {
    const element = this.root.querySelector(".stp-choosers");
    // Who goes for the date may want any: each vintage is fetched then, so that a switch is drawn at once.
    const fetchAll = () => everyAhead(this.wanted).forEach((address) => expect(address).catch(() => {}));
    drawChoosers(element, description.choosers, (name, value) => this.switch(name, value), fetchAll);
    hideTimeless(element, description);
  }

  /** Something was chosen in a select box: drawn here first, then told to the server. */
  switch(name, value) {
    const drawn = this.drawSwitched(name, value);
    this.reporter.make({ [name]: value });
    if (drawn) return;
    const stillWanted = () => this.reporter.pending[name] === value;
    expect(aheadOf(chosenIn(this.wanted, name, value))).then(() => stillWanted() && this.drawSwitched(name, value), () => {}); // else the server draws
  }

  /** Draw a switch, if all that it needs is there. */
  drawSwitched(name, value) {
    const next = switched(this.wanted, aheads, name, value);
    if (!next) return false;
    this.dressChoosers(next);
    this.paint({ ...next, chosen: this.chosen, marked: this.marked, version: `${name}-${value}` });
    return true;
  }

  dress(description) {
    const { shade } = description;
    const style = this.root.style;
    for (const mode of ["light", "dark"]) {
      shade.palette[mode].forEach((colour, i) => style.setProperty(`--${mode}${i}`, colour));
    }
    this.root.dataset.theme = isDark(this.root) ? "dark" : "light";
    this.root.dataset.size = description.size;
    this.views().forEach((view) => view.dress());
    this.frame.setAttribute("aria-label", shade.label);
    this.list.setAttribute("aria-label", `${shade.label}. Arrow keys move between areas, Enter chooses, Escape leaves.`);
    drawLegend(this.root.querySelector(".stp-legend"), shade.legend, description.lines);
    this.root.querySelector(".stp-credit").textContent = document.querySelector('meta[name="atlas-credit"]').content;
  }

  frameIt(description) {
    const fit = JSON.stringify(description.fit);
    if (fit === this.fitted) return;
    this.fitted = fit;
    this.home = (description.fit.length && this.main.boundsOf(description.fit)) || ENGLAND;
    this.main.fit(this.home);
  }

  drawInset(topo, description) {
    const box = this.root.querySelector(".stp-inset");
    box.hidden = false;
    if (!this.inset) {
      this.inset = new View(box.querySelector("div"), { tag: `${this.tag}i`, interactive: false, ...this.shared });
      this.inset.dress();
      this.inset.fit(LONDON);
    }
    this.inset.draw(topo, description, LONDON).catch(() => {}); // the main map says so
    this.inset.mark("picked", ...this.picked());
    this.inset.mark("twin", ...(this.twin?.codes ?? []));
  }

  listAreas(topo, { object, shade }) {
    this.names = new Map(areas(topo, object).map((feature) => [feature.id, feature.properties.name]));
    const entries = Object.entries(shade.areas).map(([code, [, text]]) => [code, `${this.names.get(code)}: ${text}`]);
    entries.sort(([, a], [, b]) => a.localeCompare(b));
    this.keyboard.fill(entries);
  }

  markAll(kind, ...codes) {
    for (const view of this.views()) view.mark(kind, ...codes);
  }

  /** The codes that are chosen: one, or on a map of several as many as are marked. */
  picked() {
    return this.marked ?? (this.chosen ? [this.chosen] : []);
  }

  choose(code, marked = this.marked) {
    this.chosen = code;
    this.marked = marked;
    this.markAll("picked", ...this.picked());
    this.keyboard.choose(this.picked());
    markEverywhere(this.picked());
    this.root.querySelector("[data-do=chosen]").hidden = !this.picked().length;
  }

  /** On a map of several: the marked areas with one more, or without the one that was marked already. */
  toggled(code) {
    return this.marked.includes(code) ? this.marked.filter((each) => each !== code) : [...this.marked, code];
  }

  /** Say name and value of an area above the map; of the chosen one when nothing is pointed at. */
  point(code) {
    const pointed = code ?? (this.list.matches(":focus") ? this.keyboard.active : null);
    const shown = pointed ?? this.chosen;
    const entry = shown && this.description?.shade.areas[shown];
    this.twin?.pointed(pointed);
    if (entry) this.tell(this.names.get(shown), entry[1]);
    else if (!this.twin?.retell()) this.readout.hidden = true;
  }

  /** Say a name and what is told of it above the map; of a point that is left, no more. */
  tell(name, told) {
    if (!name) return this.point(null);
    this.readout.hidden = false;
    this.readout.replaceChildren(Object.assign(document.createElement("strong"), { textContent: name }), ` ${told}`);
  }

  /** Say something to who cannot see the map change. */
  say(text) {
    this.root.querySelector(".stp-said").textContent = text;
  }

  /** Points that could not be fetched: the map stands, and says what it lacks. */
  missed(error) {
    console.error(error);
    const said = this.root.querySelector(".stp-said");
    said.textContent = "The points could not be loaded. The pages of the footprints name them.";
    said.classList.add("shown");
  }

  /** An area was chosen, here or in a chart or table of the page: drawn here first, then told to the server. */
  pick(code) {
    if (!this.description?.shade.areas[code]) return;
    const several = this.marked !== undefined;
    const { most } = this.description;
    if (several && this.marked.length >= most && !this.marked.includes(code)) {
      this.root.querySelector(".stp-said").textContent = `${most} are marked, no more fit. Leave one out first.`;
      this.root.querySelector(".stp-said").classList.add("shown");
      return;
    }
    this.root.querySelector(".stp-said").classList.remove("shown");
    if (several) this.choose("", this.toggled(code));
    else this.choose(code);
    const linked = this.twin?.chose(code) ?? "";
    this.point(code);
    const told = several ? `${this.marked.includes(code) ? "added" : "left out"}: ${this.marked.length} marked` : "chosen. Its details follow the map";
    this.root.querySelector(".stp-said").textContent = `${this.names.get(code)} ${told}.${linked}`;
    this.reporter.make(several ? { areas: this.marked.join(BETWEEN) } : { area: code });
  }

  pressed(what) {
    if (what in MOVES) this.main.map.panBy(MOVES[what].map((step) => step * 120));
    else if (what === "in") this.main.map.zoomIn();
    else if (what === "out") this.main.map.zoomOut();
    else if (what === "all") this.main.fit(this.home);
    else if (what === "chosen") {
      const bounds = this.main.boundsOf(this.picked());
      if (bounds) this.main.fit(bounds.pad(0.3));
    }
    if (L.Browser.mobile && what === "in") this.main.map.dragging.enable();
    if (L.Browser.mobile && what === "all") this.main.map.dragging.disable();
  }
}

function isDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const probe = Object.assign(document.createElement("span"), { hidden: true });
  probe.style.color = ground || "#fff";
  element.append(probe);
  const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  probe.remove();
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110;
}

export default function draw({ data, parentElement, setStateValue }) {
  if (!atlases.has(parentElement)) atlases.set(parentElement, new Atlas(parentElement));
  // As state, not as a trigger: a choice made while the server is lost is sent again to the next one.
  const atlas = atlases.get(parentElement);
  atlas.reporter ??= new Report();
  atlas.reporter.say = (choice) => setStateValue("choice", choice);
  atlas.reporter.hears(data.heard);
  atlas.show(data);
}
