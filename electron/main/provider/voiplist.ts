import type { VoipRecord } from '../../../shared/voip-line.ts'
import type { ProviderClient } from './client.ts'
import { asText, isRecord } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

export type VoipListReply = {
  readonly records: readonly VoipRecord[]
  /** Keys of entries that could not be used, for the log; they cost their neighbours nothing. */
  readonly skipped: readonly string[]
  readonly footer: Footer
}

/** Reads the account's SIP lines (provider API, module voiplist). */
export async function fetchVoipList(client: ProviderClient, credentials: Credentials, signal?: AbortSignal): Promise<VoipListReply> {
  const { body } = await client.request(credentials, { module: 'voiplist', version: 'v2' }, signal)
  return readVoipList(body)
}

/** `voiplist` as object keyed sip_1, sip_2 ..., as array, or empty in any shape. Sorted by number; only `type` SIP counts. */
export function readVoipList(body: unknown): VoipListReply {
  const raw = isRecord(body) ? body['voiplist'] : undefined
  const entries: Array<[string, unknown]> = Array.isArray(raw) ? raw.map((item, i) => [`sip_${i + 1}`, item]) : isRecord(raw) ? unwrap(raw) : []
  const records: VoipRecord[] = []
  const skipped: string[] = []
  for (const [key, item] of entries) {
    if (isRecord(item) && /^sip$/i.test(asText(item['type'])) && /^[\w.-]{1,64}$/.test(key)) records.push({ id: key, fields: textFields(item) })
    else skipped.push(key.slice(0, 64))
  }
  records.sort((a, b) => lineNumber(a.id) - lineNumber(b.id))
  return { records, skipped, footer: readFooter(body) }
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
