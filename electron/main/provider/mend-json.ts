/** Longer replies than the documentation's samples are not mended. */
const LONGEST = 256 * 1024

/**
 * Mends two slips of the documentation's own samples: single quotes around texts, and closing braces after the end. One
 * pass: each character is looked at once.
 *
 * @returns JSON text, or null when the text is not close to JSON
 */
export function mendJson(text: string): string | null {
  if (text.length > LONGEST) return null
  const out: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i]
    if (sign === '"' || sign === "'") {
      const end = endOfText(text, i)
      if (end < 0) return null
      if (sign === "'") {
        out.push(text.slice(from, i), requoted(text.slice(i + 1, end)))
        from = end + 1
      }
      i = end
    } else if (sign === '{' || sign === '[') depth += 1
    else if ((sign === '}' || sign === ']') && --depth === 0) return out.join('') + text.slice(from, i + 1)
  }
  return out.join('') + text.slice(from)
}

/** Where a quoted text that begins at `start` ends; -1 when it does not. */
function endOfText(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === text[start]) return i
  }
  return -1
}

const requoted = (inner: string): string => `"${inner.replace(/\\[\s\S]|"/g, (sign) => (sign === "\\'" ? "'" : sign === '"' ? '\\"' : sign))}"`
