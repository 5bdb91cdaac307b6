// vCards as text: where each begins, its lines unfolded, and version 2.1 rewritten as 3.0.

/** A property's line: `item1.TEL;TYPE=CELL:+49...` */
export type VcardLine = { readonly group: string; readonly name: string; readonly parameters: readonly string[]; readonly value: string }
export type RawVcard = {
  /** Of its BEGIN, from 1. */
  readonly line: number
  readonly version: string
  readonly lines: readonly VcardLine[]
  /** Lines that are no property. */
  readonly unreadable: number
  /** Its END was missing. */
  readonly complete: boolean
}

/** The vCards of a text, one after the other. */
export function* splitVcards(text: string): Generator<RawVcard> {
  let card: { line: number; lines: VcardLine[]; unreadable: number } | null = null
  let depth = 0
  const end = (complete: boolean): RawVcard[] => {
    if (!card) return []
    const version = card.lines.find(({ name }) => name === 'VERSION')?.value.trim() ?? ''
    const done = { ...card, version, complete }
    card = null
    return [done]
  }
  for (const { line, text: whole } of unfold(text)) {
    if (/^BEGIN:VCARD\s*$/i.test(whole)) {
      // a card within a card (AGENT) ends with its own END; without one, the card before was cut off
      depth += 1
      if (depth > 1 && card?.lines.at(-1)?.name === 'AGENT') continue
      yield* end(false)
      depth = 1
      card = { line, lines: [], unreadable: 0 }
    } else if (/^END:VCARD\s*$/i.test(whole)) {
      if (depth <= 1) yield* end(true)
      depth = Math.max(0, depth - 1)
    } else if (card && depth === 1 && whole.trim() !== '') {
      const property = readLine(whole)
      if (property) card.lines.push(property)
      else card.unreadable += 1
    }
  }
  yield* end(false)
}

/** Lines with their continuations: by a blank (RFC 2425 5.8.1), and by `=` at the end of quoted-printable text (vCard 2.1). */
function* unfold(text: string): Generator<{ line: number; text: string }> {
  let begin = 1
  let whole: string | null = null
  let soft = false
  let at = 0
  for (const part of text.split(/\r\n|\n|\r/)) {
    at += 1
    if (whole !== null && soft) {
      whole += `\n${part}`
      soft = part.endsWith('=')
      continue
    }
    if (whole !== null && /^[ \t]/.test(part)) {
      whole += part.slice(1)
      continue
    }
    if (whole !== null) yield { line: begin, text: whole }
    begin = at
    whole = part
    soft = part.endsWith('=') && /^[^:]*ENCODING=QUOTED-PRINTABLE|^[^:]*;QUOTED-PRINTABLE/i.test(part)
  }
  if (whole !== null) yield { line: begin, text: whole }
}

function readLine(whole: string): VcardLine | null {
  let quoted = false
  let colon = -1
  for (const [i, char] of [...whole].entries()) {
    if (char === '"') quoted = !quoted
    if (char === ':' && !quoted) {
      colon = [...whole].slice(0, i).join('').length
      break
    }
  }
  if (colon < 1) return null
  const [head = '', ...parameters] = splitOutside(whole.slice(0, colon), ';')
  const dot = head.lastIndexOf('.')
  const name = head.slice(dot + 1).toUpperCase()
  if (!/^[A-Z0-9-]+$/.test(name)) return null
  return { group: dot > 0 ? head.slice(0, dot).toLowerCase() : '', name, parameters, value: whole.slice(colon + 1) }
}

/** Cuts at a sign that is not between double quotes. */
function splitOutside(text: string, sign: string): string[] {
  const parts = ['']
  let quoted = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    if (char === sign && !quoted) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}

const types = /^(HOME|WORK|CELL|FAX|VOICE|PREF|MSG|PAGER|BBS|MODEM|CAR|ISDN|VIDEO|INTERNET|DOM|INTL|POSTAL|PARCEL|MAIN|X-[A-Z0-9-]+)$/i
const encodings = /^(QUOTED-PRINTABLE|BASE64|B|7BIT|8BIT)$/i

/** A line of version 2.1 as one of 3.0: its value decoded, its bare types named. */
export function modernLine({ group, name, parameters, value }: VcardLine): VcardLine {
  const named = parameters.map((one) => (one.includes('=') ? one : encodings.test(one) ? `ENCODING=${one}` : types.test(one) ? `TYPE=${one}` : ''))
  const of = (key: string): string | undefined => named.find((one) => one.toUpperCase().startsWith(`${key}=`))?.slice(key.length + 1)
  const quotedPrintable = /^QUOTED-PRINTABLE$/i.test(of('ENCODING') ?? '')
  const kept = named.filter((one) => one !== '' && !/^(ENCODING|CHARSET)=/i.test(one))
  const decoded = quotedPrintable ? decodeQuotedPrintable(value, of('CHARSET')) : value
  // line ends are written as \n from 3.0 on; 2.1 knows no escapes but \; and none for a comma
  const escaped = decoded
    .replace(/\\([\s\S])?/g, (pair, sign = '') => (sign !== '' && ';,\\nN:'.includes(sign) ? pair : `\\\\${sign}`))
    .replace(/\r\n|\r|\n/g, '\\n')
  const commas = name === 'CATEGORIES' || name === 'NICKNAME' ? escaped : escaped.replace(/(?<!\\),/g, '\\,')
  return { group, name, parameters: kept, value: commas }
}

function decodeQuotedPrintable(text: string, charset = 'utf-8'): string {
  const bytes: number[] = []
  const plain = text.replace(/=[ \t]*\n/g, '').replace(/\n/g, '')
  for (let i = 0; i < plain.length; i++) {
    const hex = /^=([0-9A-F]{2})/i.exec(plain.slice(i, i + 3))?.[1]
    if (hex) {
      bytes.push(Number.parseInt(hex, 16))
      i += 2
    } else bytes.push(...new TextEncoder().encode(plain[i]))
  }
  try {
    return new TextDecoder(charset.replace(/"/g, '').trim()).decode(new Uint8Array(bytes))
  } catch {
    return new TextDecoder('windows-1252').decode(new Uint8Array(bytes))
  }
}
