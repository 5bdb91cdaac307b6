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

type Texts = { readonly [key: string]: string | Texts }

/** A pseudo language: a third longer, accented, in brackets. A text that is cut off loses its bracket; one that is not translated has none. */
export function pseudo(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? pseudoText(value) : pseudo(value)]))
}

export function pseudoText(text: string): string {
  // placeholders stay
  const changed = text.replace(/\{\w+\}|[A-Za-z]/g, (part) => (part.length > 1 ? part : (accents[part] ?? part)))
  return `[${changed}${'~'.repeat(Math.ceil(text.replace(/\{\w+\}/g, '').length * 0.3))}]`
}
