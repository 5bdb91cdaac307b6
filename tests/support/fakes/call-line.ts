import type { UserAgent } from 'sip.js'
import type { Line } from '../../../electron/phone/line/line.ts'
import { defaultPreferences } from '../../../shared/domain/line-preferences.ts'

export type CallLine = { localAddress: string | null; preferences: typeof defaultPreferences; readonly userAgent: UserAgent }

/** As much of a line as its calls use, on a user agent that is there already. */
export function callLine(userAgent: UserAgent, id = 'line-1'): { line: Line; fake: CallLine } {
  const fake = {
    id,
    userAgent,
    localAddress: '127.0.0.1' as string | null,
    preferences: { ...defaultPreferences },
    isWebSocket: false,
    setup: { unknownCallerName: '', userName: 'ours' },
    // whatever is dialled reaches the other user agent
    targetUri: () => 'sip:theirs@theirs.invalid',
  }
  return { line: fake as unknown as Line, fake }
}
