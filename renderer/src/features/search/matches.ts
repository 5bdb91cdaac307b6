/**
 * Whether a title matches what was typed: every word of it begins or is within a word of the title, or its letters are the
 * title's in their order, from the first one on (`dnd` for Do not disturb). An empty text matches nothing.
 */
export function matches(title: string, typed: string, locale: string): boolean {
  const [name, text] = [title.toLocaleLowerCase(locale), typed.trim().toLocaleLowerCase(locale)]
  if (text === '') return false
  if (text.split(/\s+/).every((word) => name.includes(word))) return true
  // one or two letters would be in nearly every title
  if (text.length < 3 || name[0] !== text[0]) return false
  let at = 0
  for (const letter of text) {
    at = name.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
