import type { Voicemail } from '../../../shared/domain/line-preferences.ts'

/** Reads `application/simple-message-summary` (RFC 3842 5.2); null for anything else. Voice messages only. */
export function readMessageSummary(body: string): Voicemail | null {
  const waiting = /^Messages-Waiting\s*:\s*(yes|no)\s*$/im.exec(body)?.[1]?.toLowerCase()
  if (waiting === undefined) return null
  const [, fresh = '', old = ''] = /^Voice-Message\s*:\s*(\d{1,6})\s*\/\s*(\d{1,6})/im.exec(body) ?? []
  const account = /^Message-Account\s*:\s*(?:sips?:)?([^@\s;>]{1,100})/im.exec(body)?.[1] ?? null
  return { waiting: waiting === 'yes', fresh: Number(fresh), old: Number(old), account }
}
