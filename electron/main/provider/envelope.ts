import { AppError } from '../../../shared/domain/failure.ts'
import { decodeEntities, stripTags } from './markup.ts'
import { mendJson } from './mend-json.ts'

export type ProviderCode = { readonly code: number; readonly description: string }
/** A reply's outer shape (provider API: envelope). `body` is null when it is absent, null, "", [] or {}. */
export type Envelope = { readonly ok: boolean; readonly codes: readonly ProviderCode[]; readonly body: unknown }

/** Arrays and objects within one another that are looked into. */
const LEVELS = 16
/** Codes of which the description is kept. */
const DESCRIBED = 20

/**
 * Reads a reply's text liberally: BOM and white space first, `error` as boolean, text or number, `codes` as array or lone
 * object, codes as numbers or text. Null when there is no envelope in it.
 */
export function readEnvelope(text: string): Envelope | null {
  const raw = parseJson(text.replace(/^\uFEFF/, '').trim())
  if (!isRecord(raw) || !('error' in raw || 'codes' in raw)) return null
  const codes = asList(raw['codes']).flatMap((code, i) => readCode(code, i < DESCRIBED))
  const refused = raw['error'] === undefined ? codes.length === 0 : truthy(raw['error'])
  const ok = !refused && codes.every(({ code }) => code >= 200 && code <= 299)
  return { ok, codes, body: isEmpty(raw['body']) ? null : raw['body'] }
}

/** `null`, "", [] and absent are no items, an array its items, an object one item (provider API: list shapes). */
export function asList(value: unknown): unknown[] {
  if (isEmpty(value)) return []
  return Array.isArray(value) ? value.flat(LEVELS) : [value]
}

/**
 * The items of a list in whatever shape a converter gave it: an array, an object keyed by index or name, these in one another
 * to a depth of sixteen, or a lone item. What is no item is among the result all the same, so that it can be counted; an
 * attribute of the container (`@...`) is not.
 *
 * @param isItem whether an object is an item and not a container of items
 */
export function itemsIn(value: unknown, isItem: (record: Record<string, unknown>) => boolean, levels = LEVELS): unknown[] {
  if (isEmpty(value)) return []
  if (levels === 0) return [value]
  if (Array.isArray(value)) return value.flatMap((item) => (isObject(item) ? itemsIn(item, isItem, levels - 1) : [item]))
  if (!isRecord(value) || isItem(value)) return [value]
  const names = Object.keys(value)
  if (names.every((name) => /^\d+$/.test(name))) return itemsIn(Object.values(value), isItem, levels - 1)
  const inner = names.flatMap((name) => (name.startsWith('@') || isEmpty(value[name]) ? [] : [value[name]]))
  return inner.length === 0 || inner.some(isObject) ? itemsIn(inner, isItem, levels - 1) : [value]
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

/** A field as text: numbers are accepted too, anything else is "". */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
}

/** The provider's text as plain text: tags stripped, entities decoded, control characters gone, at most `limit` signs. */
export function plainText(html: string, limit = 200): string {
  return decodeEntities(stripTags(html.slice(0, 20_000)))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, limit)
}

/** The AppError for a refusal (provider API: codes). `error` may be true beside a code of success; its text then counts. */
export function refusal({ codes }: Envelope): AppError {
  const outside = codes.filter(({ code }) => code < 200 || code > 299)
  const described = outside.length ? outside : codes
  const first = { code: described[0]?.code ?? 0, description: described.find(({ description }) => description !== '')?.description ?? '' }
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
    default:
      // 504 is documented; its neighbours mean the same: a failure at the provider, with the request's outcome unknown
      if (first.code >= 500 && first.code <= 599)
        return new AppError('provider-unreachable', 'the provider has trouble behind its front end', { retryable: true, details })
      return new AppError('provider-refused', `the provider refused: ${first.description}`, { details })
  }
}

function readCode(value: unknown, described: boolean): ProviderCode[] {
  const raw = isRecord(value) ? value : { code: value }
  const code = Number(asText(raw['code']) || Number.NaN)
  return Number.isInteger(code) ? [{ code, description: described ? plainText(asText(raw['description'])) : '' }] : []
}

const truthy = (value: unknown): boolean => value === true || value === 1 || (typeof value === 'string' && /^(1|true|yes)$/i.test(value.trim()))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const mended = mendJson(text)
    return mended === null ? undefined : parseMended(mended)
  }
}

function parseMended(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
