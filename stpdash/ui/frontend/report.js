// How a choice reaches the server, also when the server is lost for a while.

const PATIENCE = [2000, 4000, 8000, 16000, 32000]; // milliseconds after which an unanswered choice is said again
let choices = 0; // over all maps of a page

/** Says a choice to the server until it is heard: while a server is lost, Streamlit drops what it is told. */
export class Report {
  constructor() {
    this.heard = 0;
    this.made = 0; // the last choice that was made here
    this.pending = {}; // choices that no server has heard yet
    this.say = () => {};
  }

  /** The server has heard what was chosen here up to this number; later choices on other maps have their own. */
  hears(n) {
    this.heard = n;
    if (n >= this.made) this.pending = {};
  }

  make(set) {
    this.pending = { ...this.pending, ...set };
    const at = location.search;
    const n = (choices += 1);
    this.made = n;
    const saying = (turn) => {
      if (n !== choices || this.heard >= n) return; // a later choice has come, or this one has arrived
      this.say({ n, at, set: this.pending, turn });
      if (turn < PATIENCE.length) setTimeout(() => saying(turn + 1), PATIENCE[turn]);
    };
    saying(0);
  }
}
