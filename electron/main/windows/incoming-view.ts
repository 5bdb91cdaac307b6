import type { AppState } from '../../../shared/contract/ipc.ts'
import type { IncomingView } from '../../../shared/domain/desktop.ts'
import type { NumberKind } from '../calls/number-kind.ts'

const WEEK = 7 * 86_400_000

/** What the incoming window shows of the state: the call that rings longest; null when none does. */
export function incomingView(
  state: AppState,
  options: { readonly now: number; readonly language: 'en' | 'de'; readonly region: string; readonly kindOf: (number: string) => NumberKind | null },
): IncomingView | null {
  const ringing = state.calls.filter((c) => c.state === 'ringing' && c.direction === 'incoming')
  const call = ringing.reduce<(typeof ringing)[number] | undefined>((first, c) => (first && first.startedAt <= c.startedAt ? first : c), undefined)
  if (!call) return null
  const line = state.lines.lines.find(({ id }) => id === call.lineId)
  const other = state.calls.find((c) => c.state === 'connected')
  const { number, name, anonymous } = call.remote
  const kind = number ? options.kindOf(number) : null
  return {
    callId: call.id,
    lineLabel: line?.label ?? call.lineId,
    lineNumber: line?.userName ?? '',
    number: anonymous || !number ? null : number,
    name: call.contact?.name ?? name,
    anonymous,
    region: kind?.region ?? null,
    mobile: kind?.mobile ?? false,
    callsThisWeek: number
      ? state.recentCalls.entries.filter((e) => e.id !== call.id && e.number === number && e.startedAt > options.now - WEEK).length
      : 0,
    silenced: call.silenced,
    autoAnswerAt: call.autoAnswerAt,
    otherSince: other ? (other.connectedAt ?? other.startedAt) : null,
    more: ringing.length - 1,
    language: options.language,
    theme: state.settings.theme,
    homeRegion: options.region,
  }
}
