import { namedEntities } from './html-entities.ts'

/**
 * Takes tags out of a text, each for a space; scripts and styles go with what is in them. One pass: a hostile text costs no
 * more than its length.
 */
export function stripTags(html: string): string {
  const closings = { script: /<\/script\s*>/gi, style: /<\/style\s*>/gi }
  const unclosed = new Set<string>()
  let out = ''
  let from = 0
  for (;;) {
    const open = html.indexOf('<', from)
    const close = open < 0 ? -1 : html.indexOf('>', open)
    if (close < 0) return out + html.slice(from)
    out += `${html.slice(from, open)} `
    const name = /^(script|style)\b/i.exec(html.slice(open + 1, open + 8))?.[1]?.toLowerCase() as 'script' | 'style' | undefined
    const end = name && !unclosed.has(name) ? after(closings[name], html, open) : null
    // none further on either: do not look again
    if (name && end === null) unclosed.add(name)
    from = end ?? close + 1
  }
}

/** Decodes named and numeric character references once; everything else stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,7});/gi, (all, name: string) => decodeEntity(name) ?? all)
}

function after(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : null
}

function decodeEntity(name: string): string | undefined {
  // &NBSP; and the like are not valid references; senders use them all the same
  if (!name.startsWith('#')) return namedEntities.get(name) ?? namedEntities.get(name.toLowerCase())
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  if (point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined
  // HTML reads U+0080 to U+009F as Windows-1252, as old pages use it: &#128; is the euro sign
  return point >= 0x80 && point <= 0x9f ? new TextDecoder('windows-1252').decode(Uint8Array.of(point)) : String.fromCodePoint(point)
}
