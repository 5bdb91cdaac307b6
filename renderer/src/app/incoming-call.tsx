import type { CallView } from '../../../shared/domain/call.ts'
import type { Outcome } from '../../../shared/domain/failure.ts'
import { answerCall } from '../audio/answer-call.ts'
import { type IncomingAction, IncomingCallCard } from '../components/incoming-call-card.tsx'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'

/** The ringing call over the screen in front. */
export function IncomingCall({ call }: { readonly call: CallView }) {
  const lineLabel = useApp((s) => s.lines.lines.find((l) => l.id === call.lineId)?.label ?? call.lineId)
  const homeRegion = useApp(regionOf)
  const otherSince = useApp(({ calls }) => {
    const other = calls.find((c) => c.state === 'connected')
    return other ? (other.connectedAt ?? other.startedAt) : null
  })
  const { number, name, anonymous } = call.remote
  const block = async (): Promise<Outcome<void>> => {
    const { blockList, calls } = window.dialdesk
    const blocked = await (anonymous ? blockList.blockAnonymous() : blockList.block({ kind: 'number', value: number }))
    return blocked.ok ? calls.reject({ callId: call.id }) : blocked
  }
  const run = (action: IncomingAction) => {
    const { calls } = window.dialdesk
    const one = { callId: call.id }
    if (action === 'block') return block()
    return action === 'answer' ? answerCall(calls, { ...one, others: 'hold' }) : calls[action](one)
  }
  return (
    <IncomingCallCard
      call={{
        lineLabel,
        name: call.contact?.name ?? name,
        number: number || null,
        anonymous,
        silenced: call.silenced,
        autoAnswerAt: call.autoAnswerAt,
        otherSince,
        homeRegion,
      }}
      details={null}
      run={run}
    />
  )
}
