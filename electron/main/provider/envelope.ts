import { AppError } from '../../../shared/contract.ts'

export type ProviderCode = { readonly code: number; readonly description: string }
/** A reply's outer shape (provider API: envelope). `body` is null when it is absent, null, "", [] or {}. */
export type Envelope = { readonly ok: boolean; readonly codes: readonly ProviderCode[]; readonly body: unknown }

/**
 * Reads a reply's text liberally: BOM and white space first, `error` as boolean, text or number, `codes` as array or lone
 * object, codes as numbers or text. Null when there is no envelope in it.
 */
export function readEnvelope(text: string): Envelope | null {
  const raw = parseJson(text.replace(/^\uFEFF/, '').trim())
  if (!isRecord(raw) || !('error' in raw || 'codes' in raw)) return null
  const codes = asList(raw['codes']).flatMap(readCode)
  const refused = raw['error'] === undefined ? codes.length === 0 : truthy(raw['error'])
  const ok = !refused && codes.every(({ code }) => code >= 200 && code <= 299)
  return { ok, codes, body: isEmpty(raw['body']) ? null : raw['body'] }
}

/** `null`, "", [] and absent are no items, an array its items, an object one item (provider API: list shapes). */
export function asList(value: unknown): unknown[] {
  if (isEmpty(value)) return []
  return Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0
}

/** The object that has a field: the value itself, or one of its values or items. */
export function withField(value: unknown, field: string): Record<string, unknown> | null {
  if (isRecord(value) && field in value) return value
  const inner = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []
  return (inner.find((v) => isRecord(v) && field in v) as Record<string, unknown> | undefined) ?? null
}

/** A field as text: numbers are taken too, anything else is "". */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The provider's words as plain text: tags stripped, entities decoded, control characters gone, at most `limit` signs. */
export function plainText(html: string, limit = 200): string {
  return html
    .slice(0, 20_000)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (all, name: string) => decodeEntity(name) ?? all)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, limit)
}

/** The AppError for a refusal (provider API: codes). */
export function refusal({ codes }: Envelope): AppError {
  const first = codes.find(({ code }) => code < 200 || code > 299) ?? { code: 0, description: '' }
  const details = { code: first.code, text: first.description }
  switch (first.code) {
    case 401:
      return new AppError('wrong-credentials', 'the provider refused user name or password', { details })
    case 403:
      return new AppError('not-allowed', 'the account may not use this function', { details })
    case 404:
      return new AppError('not-offered', 'the provider does not offer this function', { details })
    case 1001:
      return new AppError('not-known', 'the provider does not know the item', { details })
    case 1200:
      return new AppError('pin-invalid', 'the PIN is not valid', { details })
    case 1201:
      return new AppError('no-card', 'no calling card belongs to the account', { details })
    case 504:
      return new AppError('provider-unreachable', 'the provider has trouble behind its front end', { retryable: true, details })
    default:
      return new AppError('provider-refused', `the provider refused: ${first.description}`, { details })
  }
}

function readCode(value: unknown): ProviderCode[] {
  const raw = isRecord(value) ? value : { code: value }
  const code = Number(asText(raw['code']) || Number.NaN)
  return Number.isInteger(code) ? [{ code, description: plainText(asText(raw['description'])) }] : []
}

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()]
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined
}

const truthy = (value: unknown): boolean => value === true || value === 1 || (typeof value === 'string' && /^(1|true|yes)$/i.test(value.trim()))

function parseJson(text: string): unknown {
  for (const read of [() => text, () => mendJson(text)]) {
    try {
      return JSON.parse(read())
    } catch {
      // the next way of reading
    }
  }
  return undefined
}

/** Two slips of the documentation's own samples: single quotes around texts, and closing braces after the end. */
function mendJson(text: string): string {
  let out = ''
  let depth = 0
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\"]|\\.)*'|[\s\S]/g)) {
    out += piece.length > 1 && piece.startsWith("'") ? `"${piece.slice(1, -1)}"` : piece
    if (piece === '{' || piece === '[') depth += 1
    if ((piece === '}' || piece === ']') && --depth === 0) return out
  }
  return out
}
