const accents: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'é',
  i: 'î',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ö',
  U: 'Ü',
  n: 'ñ',
  c: 'ç',
  y: 'ý',
}

/** Characters of a word of the pseudo language: a long German one. */
const LONGEST_WORD = 18

type Texts = { readonly [key: string]: string | Texts }

/** A pseudo language: a third longer, accented, in brackets. A text that is cut off loses its bracket; one that is not translated has none. */
export function pseudo(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? pseudoText(value) : pseudo(value)]))
}

export function pseudoText(text: string): string {
  // placeholders stay
  const changed = text.replace(/\{\w+\}|[A-Za-z]/g, (part) => (part.length > 1 ? part : (accents[part] ?? part)))
  const longer = '~'.repeat(Math.ceil(text.replace(/\{\w+\}/g, '').length * 0.3))
  // in words no longer than those of a language: a whole run of them could not be broken
  return `[${changed}${longer.replace(new RegExp(`.{${LONGEST_WORD}}(?=.)`, 'g'), '$& ')}]`
}
