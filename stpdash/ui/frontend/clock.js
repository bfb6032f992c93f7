// The date of a map: which day is meant, which boundaries were in force then, and playing through the years.

const SECONDS = 2.5; // between two steps of a play
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const MAIN = "main"; // no date asked for

/** What a map needs to know of dates. @param clock {main, teams, first, last, began: {vintage: day}, steps: [day]}, from the page's head */
export class Clock {
  constructor(clock) {
    Object.assign(this, clock);
  }

  /** The day that choices mean: where none is asked for the main one, or that on which the seven teams began. */
  dayOf({ date = MAIN, overlay, also }) {
    if (date !== MAIN) return date;
    return [overlay, also].includes("teams") ? this.teams : this.main;
  }

  /** The vintage of the boundaries that choices mean; `home` where no date is asked for and none is moved to. */
  vintageOf(now, home) {
    const day = this.dayOf(now);
    if ((now.date ?? MAIN) === MAIN && day === this.main) return home;
    if (!/^\d/.test(day)) return this.vintageOn(this.main);
    return this.vintageOn(day);
  }

  vintageOn(day) {
    return Object.keys(this.began).filter((vintage) => this.began[vintage] <= day).at(-1);
  }

  written(day) {
    return new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }

  /** The step of a play after a date that was chosen; the first one after the last, or where none was. */
  after(date) {
    return (date === MAIN ? null : this.steps.find((each) => each > date)) ?? this.steps[0];
  }
}

/** A button that goes from vintage to vintage until it is pressed again or has come to the last. Where the reader wants
 *  little motion it goes one step at a time. @param day the date that is chosen, as a function; onStep what to do with the next */
export function playButton(clock, day, onStep) {
  const last = clock.steps.at(-1);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "stp-play" });
  let waiting = null;
  const rest = () => {
    clearTimeout(waiting);
    waiting = null;
    button.textContent = calm() ? "Next year" : "Play";
    button.setAttribute("aria-label", calm() ? "Next year of boundaries" : "Play through the boundaries of five years");
  };
  const step = () => {
    const next = clock.after(day());
    onStep(next);
    if (calm() || next === last) return rest();
    waiting = setTimeout(() => (button.isConnected ? step() : rest()), SECONDS * 1000);
    button.textContent = "Pause";
    button.setAttribute("aria-label", "Pause");
  };
  button.addEventListener("click", () => (waiting ? rest() : step()));
  button.rest = rest;
  rest();
  return button;
}
