/** A name-addr or addr-spec header value (RFC 3261 20.10), read leniently: as people's phones and gateways write it. */
export type NameAddr = {
  /** Without quotes and escapes; "" for none. */
  readonly displayName: string
  readonly uri: string
  /** With their leading semicolon; "" for none. */
  readonly parameters: string
}

/** Characters of a value that are read: the grammar that comes after has no limit of its own. */
const LONGEST = 2000

/**
 * Reads a value with commas, brackets, quotes and characters beyond ASCII in an unquoted display name, and with an unclosed quote.
 * Null for a value without a URI, or one longer than 2,000 characters. Linear in the value's length.
 */
export function readNameAddr(value: string): NameAddr | null {
  const text = value.trim()
  if (text.length > LONGEST) return null
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*(?=<)/s.exec(text)
  const open = quoted ? quoted[0].length : openingOf(text)
  if (open === null) {
    const end = text.indexOf(';')
    const uri = (end < 0 ? text : text.slice(0, end)).trim()
    return schemeOf(uri) === null ? null : { displayName: '', uri, parameters: end < 0 ? '' : text.slice(end) }
  }
  const close = text.indexOf('>', open)
  if (close < 0) return null
  const uri = text.slice(open + 1, close).trim()
  if (schemeOf(uri) === null) return null
  const parameters = text.slice(close + 1).trim()
  return {
    displayName: (quoted?.[1] ?? text.slice(0, open)).replace(quoted ? /\\(.)/gs : /["\\]/g, quoted ? '$1' : '').trim(),
    uri,
    parameters: parameters.startsWith(';') ? parameters : '',
  }
}

/** Index of the first `<` that a URI follows, since a display name may have one as well. */
function openingOf(text: string): number | null {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1))
    if (/^<\s?[a-z][a-z0-9+.-]{0,20}:/i.test(text.slice(at, at + 24))) return at
  return null
}

/** The scheme of a URI in lower case; null for what is no URI. */
export const schemeOf = (uri: string): string | null => /^([a-z][a-z0-9+.-]{0,20}):./i.exec(uri)?.[1]?.toLowerCase() ?? null

/** The value as it is sent, its display name in quotes (RFC 3261 25.1). */
export function writeNameAddr({ displayName, uri, parameters }: NameAddr): string {
  const name = displayName.replace(/[\r\n\0]/g, ' ').replace(/["\\]/g, '\\$&')
  return `${name && `"${name}" `}<${uri}>${parameters}`
}

/**
 * A tel: URI as a SIP URI of a host (RFC 3261 19.1.6), without its parameters (extension, context).
 *
 * @param host of the URI, with its port where it has one
 */
export function sipFromTel(uri: string, host: string): string {
  const number = uri.slice(uri.indexOf(':') + 1).split(';')[0] ?? ''
  return `sip:${escapeUser(number.replace(/[-.() ]/g, ''))}@${host};user=phone`
}

/** The characters of a user part that must be escaped, escaped (RFC 3261 25.1); escapes that are there stay. */
export const escapeUser = (user: string): string =>
  user.replace(/%(?![\da-f]{2})|[^\w%+*.!~'()&=$,;?/-]/giu, (c) => {
    try {
      return encodeURIComponent(c)
    } catch {
      // half of a surrogate pair
      return ''
    }
  })

/** The number or user name of a SIP or tel: URI, unescaped, without password and parameters; "" where it has none. */
export function userOf(uri: string): string {
  const scheme = schemeOf(uri)
  const rest = uri.slice((scheme ?? '').length + 1)
  if (scheme === 'tel') return (rest.split(';')[0] ?? '').replace(/[-.() ]/g, '')
  const at = rest.lastIndexOf('@')
  return at < 0 ? '' : decodeUser(rest.slice(0, at).split(/[:;]/)[0] ?? '')
}

/** A user part without percent-encoding (RFC 3261 19.1.2); as it is when the encoding is invalid. */
export function decodeUser(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}

/**
 * The values of a header that may have several, split at commas outside of quotes and angle brackets (RFC 3261 7.3.1), and behind an
 * address: an unquoted display name may have a comma, too.
 */
export function splitList(value: string): string[] {
  const values: string[] = []
  let from = 0
  let quoted = false
  let inside = false
  let hasAddress = false
  for (let i = 0; i < value.length; i++) {
    const c = value[i]
    if (c === '\\' && quoted) i++
    else if (c === '"' && !inside) quoted = !quoted
    else if (!quoted && (c === '<' || c === '>')) inside = c === '<'
    else if (!quoted && c === ':') hasAddress = true
    else if (c === ',' && !quoted && !inside && hasAddress) {
      values.push(value.slice(from, i))
      from = i + 1
      hasAddress = false
    }
  }
  return [...values, value.slice(from)].map((v) => v.trim()).filter(Boolean)
}
