/** The first letters of a name's first and last word, for a badge; null where no word begins with a letter. */
export function initials(name: string): string | null {
  // what follows a comma is a department or a place
  const [main = ''] = name.split(',')
  const words = main.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const [first] = words
  const last = words.length > 1 ? words.at(-1) : undefined
  if (!first) return null
  return [first, last].map((word) => [...new Intl.Segmenter().segment(word ?? '')][0]?.segment.toLocaleUpperCase() ?? '').join('')
}
