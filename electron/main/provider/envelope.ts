import { AppError } from '../../../shared/domain/failure.ts'
import { type Money, parseMoney } from '../../../shared/domain/money.ts'
import { decodeEntities, stripTags } from './markup.ts'
import { mendJson } from './mend-json.ts'

export type ProviderCode = { readonly code: number; readonly description: string }
/** A reply's outer shape (provider API: envelope). */
export type Envelope = {
  readonly ok: boolean
  readonly codes: readonly ProviderCode[]
  /** Null when it is absent, null, "", [] or {}. */
  readonly body: unknown
  /** No success, and no refusal either: the request may have taken effect. */
  readonly unclear?: 'provider-unreachable' | 'provider-unexpected-reply'
}

/** Arrays and objects within one another that are looked into. */
const LEVELS = 16
/** Codes of which the description is kept. */
const DESCRIBED = 20

/**
 * Reads a reply's text liberally: BOM and white space first, `error` as boolean, text or number, `codes` as array or lone
 * object, keyed by index or as a lone `code`, codes as numbers or text. Success takes an `error` that says no (or codes without
 * one) and no code of failure. The HTTP status counts as the code where the reply has none: a front end has its own errors,
 * often `{"error":"Bad Gateway"}`.
 *
 * @param status of HTTP
 * @returns null when there is no envelope in the text
 */
export function readEnvelope(text: string, status = 200): Envelope | null {
  const raw = parseJson(text.replace(/^\uFEFF/, '').trim())
  if (!isRecord(raw) || !('error' in raw || 'codes' in raw)) return null
  const listed = isEmpty(raw['codes']) ? raw['code'] : raw['codes']
  const listedCodes = itemsIn(listed, isCode).flatMap((code, i) => readCode(code, i < DESCRIBED))
  const failed = listedCodes.some(isFailure)
  const error = raw['error'] === undefined ? listedCodes.length === 0 : yesOrNo(raw['error'])
  const words = error === null ? wordsOf(raw['error']) : ''
  const statusCounts = !failed && (words !== '' || (listedCodes.length === 0 && !isSuccess(status)))
  const codes = statusCounts ? [{ code: status, description: words }, ...listedCodes] : listedCodes
  const ok = error === false && !codes.some(isFailure)
  const body = isEmpty(raw['body']) ? null : raw['body']
  if (!ok && status >= 500) return { ok, codes, body, unclear: 'provider-unreachable' }
  // codes that cannot be read may have been failures
  const unread = listedCodes.length === 0 && !isEmpty(listed)
  if ((error === null && !failed && isSuccess(status)) || unread) return { ok: false, codes, body, unclear: 'provider-unexpected-reply' }
  return { ok, codes, body }
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

/** Some parts of a reply as they came, each cut to a length that a report can hold. */
export const rawTexts = (parts: readonly unknown[]): string[] => parts.slice(0, 20).map(rawText)

function rawText(part: unknown): string {
  try {
    return (JSON.stringify(part) ?? '').slice(0, 1000)
  } catch {
    // arrays or objects in one another without end
    return '...'
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The API writes "nothing" in all these ways (provider API: list shapes). */
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

/** A field as money; entities in it (`&euro;`, `&minus;`) are decoded first. */
export const asMoney = (value: unknown, currency?: string): Money | null =>
  parseMoney(typeof value === 'string' ? plainText(value, 100) : value, currency)

/** The provider's text as plain text: tags stripped, entities decoded, control characters gone, at most `limit` signs. */
export function plainText(html: string, limit = 200): string {
  return decodeEntities(stripTags(html.slice(0, 20_000)))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, limit)
}

/**
 * The AppError for a reply that is no success (provider API: codes). `error` may be true beside a code of success; its text
 * then counts. A code of 500 to 599 goes before others: after it the outcome is unknown.
 */
export function refusal({ codes, unclear }: Envelope): AppError {
  const outside = codes.filter(isFailure)
  const inner = outside.filter(isInner)
  const described = inner.length ? inner : outside.length ? outside : codes
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
      if (unclear === 'provider-unexpected-reply') return new AppError(unclear, 'an error that is neither yes nor no', { details })
      if (unclear || inner.length)
        return new AppError('provider-unreachable', 'the provider has trouble behind its front end', { retryable: true, details })
      return new AppError('provider-refused', `the provider refused: ${first.description}`, { details })
  }
}

const isCode = (item: Record<string, unknown>): boolean => Object.keys(item).some((name) => /^code$/i.test(name) && !isObject(item[name]))

function readCode(value: unknown, described: boolean): ProviderCode[] {
  const fields = isRecord(value) ? Object.entries(value) : [['code', value] as const]
  const field = (wanted: RegExp): string => asText(fields.find(([name]) => wanted.test(name))?.[1])
  const code = /^[+-]?\d{1,9}(?!\d)/.exec(field(/^code$/i))?.[0]
  return code === undefined ? [] : [{ code: Number(code), description: described ? plainText(field(/^description$/i)) : '' }]
}

const isSuccess = (code: number): boolean => code >= 200 && code <= 299
const isFailure = ({ code }: ProviderCode): boolean => !isSuccess(code)
/** 504 is documented; its neighbours mean the same: a failure at the provider, with the request's outcome unknown. */
const isInner = ({ code }: ProviderCode): boolean => code >= 500 && code <= 599

/** What `error` says; null when it is neither yes nor no, such as a sentence. */
function yesOrNo(error: unknown): boolean | null {
  if (isEmpty(error)) return false
  if (typeof error === 'object') return null
  const word = String(error).trim()
  if (/^(1|true|yes|on)$/i.test(word)) return true
  return /^(0|false|no|off|)$/i.test(word) ? false : null
}

/** The words of an `error` that is a sentence, or an object with one in it. */
function wordsOf(error: unknown): string {
  const inner = isRecord(error) ? Object.values(error) : [error]
  return plainText(inner.map(asText).find((text) => text !== '') ?? '')
}

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
