// English with accents and 40 % longer: shows what is not translated, and where a longer language has too little room.

const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const accents = "áƀçđéƒğĥíĵķĺḿńóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĹḾŃÓƤɊŔŠŢÚṼŴẊÝŽ";

/** The text with an accent on each letter, and vowels doubled until it is 40 % longer. */
export function accented(text: string): string {
  const content = text.trimEnd();
  const length = text.trim().length;
  let missing = Math.ceil(length * 1.4) - length;
  let longer = "";
  for (const letter of content) {
    const accent = accentOf(letter);
    longer += accent;
    if (missing > 0 && "aeiouyAEIOUY".includes(letter)) {
      longer += accent.toLowerCase();
      missing -= 1;
    }
  }
  return longer + "·".repeat(length > 0 ? missing : 0) + text.slice(content.length);
}

function accentOf(letter: string): string {
  const at = plain.indexOf(letter);
  return at < 0 ? letter : (accents[at] ?? letter);
}
