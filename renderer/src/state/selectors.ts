import type { AppState } from '../../../shared/contract/ipc.ts'
import type { CallView } from '../../../shared/domain/call.ts'
import { chooseRegion } from '../../../shared/domain/language.ts'
import type { Line } from '../../../shared/domain/line.ts'

export const currentLine = ({ lines }: AppState): Line | null => lines.lines.find((l) => l.id === lines.defaultLineId) ?? null

/** The call that the phone screen shows: the one in front, else a running one that is not ringing in, else the one that ended last. */
export const shownCall = ({ calls }: AppState): CallView | null =>
  calls.find((c) => c.focus && c.state !== 'ended') ??
  calls.find((c) => c.state !== 'ended' && !isRingingIn(c)) ??
  calls
    .filter((c) => c.state === 'ended' && (c.direction === 'outgoing' || c.connectedAt !== null))
    .reduce<CallView | null>((last, c) => ((c.endedAt ?? 0) >= (last?.endedAt ?? 0) ? c : last), null)

/** The same while it is not over. */
export const runningCall = (state: AppState): CallView | null => {
  const call = shownCall(state)
  return call && call.state !== 'ended' ? call : null
}

export const incomingCall = ({ calls }: AppState): CallView | null => calls.find(isRingingIn) ?? null

export const isRingingIn = (c: CallView): boolean => c.direction === 'incoming' && c.state === 'ringing'

/** The account that somebody is signed in to. */
export const openAccountId = ({ account: { session } }: AppState): string | null => (session.state === 'signed-in' ? session.accountId : null)

/** Country of numbers without a country code. */
export const regionOf = ({ settings, environment }: AppState): string => chooseRegion(settings.region, environment.systemRegion)
