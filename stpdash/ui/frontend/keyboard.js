// The map for the keyboard and for screen readers: one tab stop, a list box whose options are the areas on show.
// Arrow keys go to the nearest area in that direction, Enter or Space chooses, Escape leaves.

const TOWARDS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The nearest code from `here` in a direction: first within 45 degrees of it, else within some 65. */
export function nearest(here, direction, centres) {
  return within(here, direction, centres, 1) ?? within(here, direction, centres, 2);
}

function within(here, [dx, dy], centres, slant) {
  let best = null;
  let least = Infinity;
  for (const [code, point] of centres) {
    const x = (point.lng - here.lng) * 0.6;
    const y = point.lat - here.lat;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 1e-9 || aside > ahead * slant) continue;
    const cost = ahead + aside;
    if (cost < least) [best, least] = [code, cost];
  }
  return best;
}

export class KeyboardList {
  constructor(element, { centreOf, onActive, onPick, onLeave }) {
    this.element = element;
    this.centreOf = centreOf;
    this.onActive = onActive;
    this.onPick = onPick;
    this.onLeave = onLeave;
    this.codes = [];
    this.active = null;
    this.chosen = [];
    element.addEventListener("keydown", (event) => this.pressed(event));
    element.addEventListener("focus", () => this.activate(this.active ?? this.chosen[0] ?? this.codes[0]));
    element.addEventListener("blur", () => this.onActive(null));
  }

  /** @param entries list of [code, spoken name and value], in the order in which they are read */
  fill(entries) {
    const same = entries.length === this.codes.length && entries.every(([code], i) => code === this.codes[i]);
    if (!same) {
      this.codes = entries.map(([code]) => code);
      this.options = new Map(entries.map(([code], i) => {
        const option = document.createElement("div");
        option.setAttribute("role", "option");
        option.id = `${this.element.id}-${i}`;
        return [code, option];
      }));
      this.element.replaceChildren(...this.options.values());
      if (!this.options.has(this.active)) this.active = null;
    }
    for (const [code, spoken] of entries) {
      const option = this.options.get(code);
      if (option.textContent !== spoken) option.textContent = spoken;
    }
    this.choose(this.chosen);
  }

  /** @param codes those that are chosen */
  choose(codes) {
    this.chosen = codes;
    for (const [each, option] of this.options ?? []) option.setAttribute("aria-selected", String(codes.includes(each)));
  }

  activate(code) {
    if (!code || !this.options?.has(code)) return;
    this.active = code;
    this.element.setAttribute("aria-activedescendant", this.options.get(code).id);
    this.onActive(code);
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in TOWARDS) {
      const here = this.active && this.centreOf(this.active);
      const centres = this.codes.filter((code) => code !== this.active).map((code) => [code, this.centreOf(code)]).filter(([, p]) => p);
      this.activate(here ? nearest(here, TOWARDS[event.key], centres) ?? this.active : this.codes[0]);
    } else if (event.key === "Home") this.activate(this.codes[0]);
    else if (event.key === "End") this.activate(this.codes.at(-1));
    else if (event.key === "Enter" || event.key === " ") this.active && this.onPick(this.active);
    else if (event.key === "Escape") this.onLeave();
    else return;
    event.preventDefault();
  }
}
