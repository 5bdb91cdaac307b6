import type { VoipRecord } from '../../../shared/domain/voip-line.ts'
import type { ProviderClient } from './client.ts'
import { asText, isRecord, plainText } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

export type VoipListReply = {
  readonly records: readonly VoipRecord[]
  /** False: the reply holds no list, so the account's lines are unknown. An empty list means that there are none. */
  readonly listed: boolean
  /** Keys of entries that could not be used, for the log; the others are not affected. */
  readonly skipped: readonly string[]
  /** What entries that are no SIP lines are by their own word (`IAX`), each once. */
  readonly otherTypes: readonly string[]
  readonly footer: Footer
}

/** Reads the account's SIP lines (provider API, module voiplist). */
export async function fetchVoipList(client: ProviderClient, credentials: Credentials, signal?: AbortSignal): Promise<VoipListReply> {
  const { body } = await client.request(credentials, { module: 'voiplist', version: 'v2' }, signal)
  return readVoipList(body)
}

/** Lines that are taken from a list; far more than an account has, few enough for every message that carries them. */
const MOST_LINES = 1000

/** `voiplist` as object keyed sip_1, sip_2 ..., as array, or empty as {} or []. Sorted by number; only `type` SIP counts. */
export function readVoipList(body: unknown): VoipListReply {
  const raw = isRecord(body) ? body['voiplist'] : undefined
  if (!Array.isArray(raw) && !isRecord(raw)) return { records: [], listed: false, skipped: [], otherTypes: [], footer: readFooter(body) }
  const entries: Array<[string, unknown]> = Array.isArray(raw) ? raw.map((item, i) => [`sip_${i + 1}`, item]) : unwrap(raw)
  const records: VoipRecord[] = []
  const skipped: string[] = []
  const otherTypes = new Set<string>()
  for (const [key, item] of entries) {
    if (isRecord(item) && /^sip$/i.test(asText(item['type'])) && /^[\w.-]{1,64}$/.test(key)) records.push({ id: key, fields: textFields(item) })
    else {
      skipped.push(key.slice(0, 64))
      const type = isRecord(item) ? plainText(asText(item['type']), 20) : ''
      if (type !== '' && !/^sip$/i.test(type) && otherTypes.size < 5) otherTypes.add(type)
    }
  }
  records.sort((a, b) => lineNumber(a.id) - lineNumber(b.id))
  for (const { id } of records.splice(MOST_LINES)) skipped.push(id)
  // entries of which none is a line of any kind are not a list of none: the lines in use stay
  const listed = entries.length === 0 || entries.some(isLine)
  return { records, listed, skipped, otherTypes: [...otherTypes], footer: readFooter(body) }
}

/** Whether an entry is a line of some kind: it has a user name or an address, or a line's key (`iax_1`) and another type than SIP. */
function isLine([key, item]: [string, unknown]): boolean {
  const type = isRecord(item) ? asText(item['type']) : ''
  if (!isRecord(item) || type === '') return false
  return ['username', 'ip', 'domain', 'proxy'].some((name) => asText(item[name]) !== '') || (/_\d+$/.test(key) && !/^sip$/i.test(type))
}

/** A lone record instead of a map of records. */
function unwrap(raw: Record<string, unknown>): Array<[string, unknown]> {
  return 'username' in raw && 'type' in raw && !isRecord(raw['username']) ? [['sip_1', raw]] : Object.entries(raw)
}

function textFields(item: Record<string, unknown>): Record<string, string> {
  const fields = Object.entries(item).map(
    ([name, value]) =>
      [name, typeof value === 'boolean' ? String(value) : name === 'password' && typeof value === 'string' ? value : asText(value)] as const,
  )
  return Object.fromEntries(fields)
}

const lineNumber = (key: string): number => Number(/\d+/.exec(key)?.[0] ?? Number.MAX_SAFE_INTEGER)
