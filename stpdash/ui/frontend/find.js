// The search box: a plain form that opens find?q=..., with what it finds offered as the reader types.
// A combobox with a list box (ARIA 1.2): arrow keys move, Enter opens, Escape closes; the pointer works as well.

const drawn = new WeakSet();
const PATIENCE = 120; // milliseconds without a key before the server is asked

const FORM = `
  <form class="stp-find" action="find" method="get" role="search">
    <label for="stp-find">Find a place, a trust or a person</label>
    <div class="stp-find-row">
      <input id="stp-find" name="q" type="search" maxlength="80" autocomplete="off" required role="combobox"
        aria-expanded="false" aria-controls="stp-found" aria-autocomplete="list"
        placeholder="Footprint, CCG, council, trust, person or code"><button type="submit">Find</button>
      <ul id="stp-found" role="listbox" aria-label="Found" hidden></ul>
    </div>
    <p class="unseen" role="status"></p>
  </form>`;

class Finder {
  constructor(root) {
    this.form = root.querySelector("form");
    this.input = root.querySelector("input");
    this.list = root.querySelector("ul");
    this.status = root.querySelector("[role=status]");
    this.at = -1;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.form.addEventListener("submit", (event) => this.submitted(event));
  }

  typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask().catch(() => this.close()), PATIENCE); // without an offer the form still works
  }

  async ask() {
    const asked = this.input.value.trim();
    if (asked.length < 2) return this.close();
    const reply = await fetch(new URL(`find.json?q=${encodeURIComponent(asked)}`, document.baseURI));
    if (!reply.ok || asked !== this.input.value.trim()) return undefined; // the reader has typed on meanwhile
    return this.offer(await reply.json());
  }

  offer(hits) {
    this.list.replaceChildren(...hits.map((hit, i) => option(hit, i)));
    this.list.hidden = !hits.length;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.status.textContent = hits.length ? `${hits.length} found` : "Nothing found yet";
    this.move(-1);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.move(-1);
  }

  move(to) {
    this.at = to;
    const options = [...this.list.children];
    options.forEach((each, i) => each.setAttribute("aria-selected", String(i === to)));
    if (to >= 0) {
      this.input.setAttribute("aria-activedescendant", options[to].id);
      options[to].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    const last = this.list.hidden ? -1 : this.list.children.length - 1;
    if (event.key === "ArrowDown" && last >= 0) this.move(this.at >= last ? 0 : this.at + 1);
    else if (event.key === "ArrowUp" && last >= 0) this.move(this.at <= 0 ? last : this.at - 1);
    else if (event.key === "Escape" && last >= 0) this.close();
    else return;
    event.preventDefault();
  }

  submitted(event) {
    const chosen = this.list.hidden ? null : this.list.children[this.at]?.querySelector("a");
    if (!chosen) return;
    event.preventDefault();
    location.assign(chosen.href);
  }
}

function option({ label, told, address }, i) {
  const item = Object.assign(document.createElement("li"), { id: `stp-found-${i}` });
  item.setAttribute("role", "option");
  const link = Object.assign(document.createElement("a"), { href: new URL(address, document.baseURI).href, tabIndex: -1 });
  link.append(Object.assign(document.createElement("strong"), { textContent: label }), ` ${told}`);
  item.append(link);
  return item;
}

export default function draw({ parentElement }) {
  if (drawn.has(parentElement)) return;
  drawn.add(parentElement);
  const root = document.createElement("div");
  root.innerHTML = FORM;
  parentElement.append(root);
  new Finder(root);
  root.querySelector("input").value = new URLSearchParams(location.search).get("q") ?? "";
  printSources();
}

/** On paper every source stands beside its line. */
function printSources() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.cited:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
}
