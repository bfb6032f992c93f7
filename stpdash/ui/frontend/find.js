// The search box: a plain form that opens area?area=..., with names offered as the reader types.
// What is typed goes into the address as it stands; the page that opens knows names, numbers and codes, old and new.

const known = new Map(); // address -> promise of {label: id}
const drawn = new WeakSet();

const FORM = `
  <form class="stp-find" action="area" method="get" role="search">
    <label for="stp-find">Find your area</label>
    <div><input id="stp-find" name="area" type="search" list="stp-places" maxlength="80" autocomplete="off" required
      placeholder="Footprint, CCG, region or code"><button type="submit">Open</button></div>
    <datalist id="stp-places"></datalist>
  </form>`;

function places(address) {
  const url = new URL(address, document.baseURI).href;
  if (!known.has(url)) known.set(url, fetch(url).then((reply) => reply.json()));
  return known.get(url);
}

export default function draw({ data, parentElement }) {
  if (drawn.has(parentElement)) return;
  drawn.add(parentElement);
  const root = document.createElement("div");
  root.innerHTML = FORM;
  parentElement.append(root);
  const form = root.querySelector("form");
  const input = root.querySelector("input");
  let ids = {};
  const offer = async () => {
    ids = await places(data.places);
    root.querySelector("datalist").replaceChildren(...Object.keys(ids).map((label) => new Option(label)));
  };
  input.addEventListener("focus", () => offer().catch(() => {}), { once: true }); // without it the form still works
  form.addEventListener("submit", () => { input.value = (Object.hasOwn(ids, input.value) ? ids[input.value] : input.value.trim()); });
}
