// Run in our page: times one action from the reader's release of the button (or choice of an option) until the change has been painted.
(() => {
  const bench = (globalThis.bench = { wire: [] });
  const main = () => document.querySelector(".stp-main");
  const frame = () => document.querySelector(".stp-frame");
  const LAID = "path.line, path.mark"; // what overlays draw
  const nodes = (selector) => [...(main()?.querySelectorAll(selector) ?? [])];

  // When messages leave and arrive. Their sizes are counted outside the page, by Playwright.
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", () => bench.wire.push({ at: performance.now(), in: true }));
    }
    send(data) {
      bench.wire.push({ at: performance.now(), in: false });
      super.send(data);
    }
  };

  // What each kind of action must change. Each takes the state before it and says whether the change is in the page.
  const fresh = (before, selector) => {
    const now = nodes(selector);
    return now.length > 0 && now.every((node) => !before.includes(node));
  };
  const changes = {
    picked: (before) => fresh(before.picked, "path.edge.picked"),
    drawn: (before) => frame()?.dataset.drawn !== before.drawn,
    lines: (before) => fresh(before.lines, LAID),
    bare: () => nodes(LAID).length === 0,
  };

  const shown = (path) => (path.getAttribute("d") ?? "").length > 5 && path.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const painted = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then; // runs once the frame has been painted
    port2.postMessage(0);
  });

  /** Before an action: watch for its change; `kind` is a key of `changes`. */
  bench.arm = (kind) => {
    const run = (bench.run = { fewest: Infinity, frames: 0, started: null, ms: null });
    const before = { picked: nodes("path.edge.picked"), lines: nodes(LAID), drawn: frame().dataset.drawn };
    bench.before = before.drawn;
    frame().benchSame = true;
    bench.wire.length = 0;
    const sample = () => {
      if (bench.run !== run) return;
      run.frames += 1;
      run.fewest = Math.min(run.fewest, nodes("path.a").filter(shown).length);
      requestAnimationFrame(sample);
    };
    requestAnimationFrame(sample);
    const event = kind === "picked" ? "pointerup" : "change"; // a native select box answers with its own event
    addEventListener(event, (event) => {
      run.started = event.timeStamp;
      const observer = new MutationObserver(() => {
        if (!changes[kind](before)) return;
        observer.disconnect();
        run.changed = performance.now() - run.started;
        painted(() => { run.ms = performance.now() - run.started; });
      });
      observer.observe(document.querySelector("[data-testid=stApp]"), { childList: true, subtree: true, attributes: true, attributeFilter: ["data-drawn", "class"] });
    }, { capture: true, once: true });
  };

  /** After an action: whether the change is painted, the map says the new state, the script has ended and the wire is quiet. */
  bench.settled = () => bench.run.ms !== null
    && frame()?.dataset.drawn !== bench.before
    && !/^(measure|year|overlay|date)-/.test(frame().dataset.drawn) // that is the browser's own; the server's is a hash
    && document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning"
    && performance.now() - (bench.wire.at(-1)?.at ?? 0) > 120;

  /** What happened, in milliseconds since the release of the button; ends the watch. */
  bench.take = () => {
    const { ms, changed, fewest, frames, started } = bench.run;
    const times = (inwards) => bench.wire.filter((each) => each.in === inwards).map((each) => each.at - started);
    bench.run = null;
    return {
      ms, changed, fewest, frames, kept: frame().benchSame === true,
      sent: times(false)[0] ?? null, first: times(true)[0] ?? null, last: times(true).at(-1) ?? null,
    };
  };

  /** A point on the screen well inside the n-th footprint, or null when none of it can be hit. */
  bench.pointOn = (n) => {
    const path = nodes("path.a")[n];
    const { left, top, width, height } = path.getBoundingClientRect();
    const hits = [];
    for (let i = 1; i < 24; i += 1) {
      for (let j = 1; j < 24; j += 1) {
        const at = [left + (width * i) / 24, top + (height * j) / 24];
        if (document.elementFromPoint(...at) === path) hits.push(at);
      }
    }
    return hits[hits.length >> 1] ?? null;
  };
})();
