// How contacts are sorted and found: without regard to case, accents and the order of words.

const letters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** Text in small letters without accents. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter] ?? letter)

/** Where a name stands in the list: names that begin with a letter come last, as in a telephone book. */
export function sortKey(name: string): string {
  const folded = foldText(name).trim()
  return `${/^\p{L}/u.test(folded) ? '1' : '0'}${folded}`
}

/** The letter that a name is listed under; `#` for a digit or sign. */
export function initialOf(name: string): string {
  const [first = ''] = foldText(name).trim()
  return /\p{L}/u.test(first) ? first.toUpperCase() : '#'
}

/** The words of a name in one order: "Example, Anna" and "Anna Example" are the same name. */
export const nameWords = (name: string): string =>
  foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')

/** A name in the order in which it is spoken: "Example, Anna" is "anna example". */
export const spokenName = (name: string): string => {
  const [family = '', given, ...more] = foldText(name).split(',')
  const spoken = given !== undefined && !more.length ? `${given} ${family}` : foldText(name)
  return spoken
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')
}

/** The parts of a search text, all of which have to occur in `searchText`; a number's without what notations differ in. */
export function searchParts(text: string): readonly string[] {
  const wanted = foldText(text).trim()
  if (wanted === '') return []
  if (/\d/.test(wanted) && /^[\d\s()+./-]+$/.test(wanted)) {
    const digits = wanted.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '')
    return [digits === '' ? wanted.replace(/\D/g, '') : digits]
  }
  return wanted.split(/\s+/)
}

/** What a contact is found by. */
export const searchText = (name: string, note: string, groups: readonly string[], numbers: readonly { number: string; key: string }[]): string =>
  [foldText(name), foldText(note), ...groups.map(foldText), ...numbers.flatMap(({ number, key }) => [foldText(number), key.replace(/\D/g, '')])].join(
    '\n',
  )
