// The search of the plain edition: each record is [label, what it is, address, the words it goes by].

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** How well words fit the names of a record; 0 where one of them is in none. */
function fit(names, wanted, words) {
  if (names.includes(wanted)) return 4;
  if (names.some((name) => name.startsWith(wanted))) return 3;
  const all = ` ${names.join(" ")}`;
  if (words.every((word) => all.includes(` ${word}`))) return 2;
  return words.every((word) => all.includes(word)) ? 1 : 0;
}

/** The records that fit, the best first, those of the same fit by name; at most `most`. */
export function best(records, asked, most = 30) {
  const wanted = plain(asked);
  if (!wanted) return [];
  const words = wanted.split(" ");
  return records
    .map((record) => [fit(record[3].split(" | "), wanted, words), record])
    .filter(([fits]) => fits)
    .sort(([a, one], [b, other]) => b - a || one[0].localeCompare(other[0], "en-GB"))
    .slice(0, most)
    .map(([, record]) => record);
}
