import { SegmentedControl } from '@mantine/core'
import { IconArrowBackUp, IconArrowsExchange, IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/call.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { partyName } from './party.ts'
import { TargetPicker, useTarget } from './target-picker.tsx'

/** First step of a transfer: to whom, and whether they are asked first. */
export function TransferPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<'ask' | 'direct'>('ask')
  const picker = useTarget()
  const { busy, failure, ask } = useAsk()
  const { target } = picker
  const name = target?.name ?? target?.number ?? ''
  const start = async (): Promise<void> => {
    if (!target) return
    const { calls } = window.dialdesk
    const outcome =
      way === 'direct'
        ? await ask(calls.transfer({ callId: call.id, number: target.number }))
        : await ask(calls.dial({ lineId: call.lineId, number: target.number, origin: 'typed', confirmed: false, hidden: false, consultFor: call.id }))
    if (outcome.ok && way === 'ask') onDone()
  }
  const { transfer } = call
  return (
    <section className="in-call-side" aria-labelledby="transfer-title" data-pane>
      <PaneHead onClose={onDone} />
      <SegmentedControl
        fullWidth
        transitionDuration={0}
        aria-label={t('call.transfer')}
        value={way}
        onChange={(v) => setWay(v === 'direct' ? 'direct' : 'ask')}
        data={[
          { value: 'ask', label: t('xfer.askFirst') },
          { value: 'direct', label: t('xfer.direct') },
        ]}
      />
      <TargetPicker {...picker} />
      <FailureNote failure={failure} />
      <TransferState call={call} />
      <button
        type="button"
        className="button primary wide bottom"
        disabled={!target || busy || transfer?.state === 'asked'}
        onClick={() => void start()}
      >
        {target ? t(way === 'ask' ? 'xfer.callFirst' : 'xfer.send', { name }) : t('xfer.choose')}
      </button>
    </section>
  )
}

/** Second and third step: talk to the target, then connect the two, go back, or swap. */
export function ConsultPane({ consult, first }: { readonly consult: CallView; readonly first: CallView }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { failure, ask } = useAsk()
  const { calls } = window.dialdesk
  const [firstName, targetName] = [partyName(t, first), partyName(t, consult)]
  const up = consult.state === 'connected'
  const talking = consult.focus
  return (
    <section className="in-call-side" aria-labelledby="transfer-title" data-pane>
      <PaneHead onClose={() => void ask(calls.cancelTransfer({ callId: consult.id }))} />
      <ol className="steps">
        <Step done={first.hold.local} n={1} title={t(first.hold.local ? 'xfer.isHeld' : 'xfer.isBeingHeld', { name: firstName })}>
          <span className="num">{displayNumber(first.remote.number, region)}</span>
        </Step>
        <Step current={!up || talking} n={2} title={t(up ? 'xfer.talking' : 'xfer.calling', { name: targetName })}>
          <span className="num">{displayNumber(consult.remote.number, region)}</span>
          <span>{t('xfer.askThem')}</span>
        </Step>
        <Step n={3} title={t('xfer.connect')}>
          <span>{t('xfer.youLeave')}</span>
        </Step>
      </ol>
      <FailureNote failure={failure} />
      <TransferState call={first} />
      <button
        type="button"
        className="button primary wide"
        disabled={!up || first.transfer?.state === 'asked' || first.transfer?.state === 'accepted'}
        onClick={() => void ask(calls.completeTransfer({ callId: consult.id }))}
      >
        <IconArrowsExchange size={18} aria-hidden /> {t('xfer.complete')}
      </button>
      <button type="button" className="button wide" onClick={() => void ask(calls.cancelTransfer({ callId: consult.id }))}>
        <IconArrowBackUp size={18} aria-hidden /> {t('xfer.back', { name: firstName })}
      </button>
      <button
        type="button"
        className="text-button"
        disabled={!up}
        onClick={() => void ask(calls.setHold({ callId: talking ? first.id : consult.id, on: false }))}
      >
        {t('xfer.swap')}
      </button>
      <small>{t('xfer.backHint', { target: targetName, name: firstName })}</small>
    </section>
  )
}

function PaneHead({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="pane-head">
      <h2 id="transfer-title">{t('call.transfer')}</h2>
      <button type="button" className="icon-button" aria-label={t('xfer.cancel')} title={t('xfer.cancel')} onClick={onClose}>
        <IconX size={18} aria-hidden />
      </button>
    </div>
  )
}

/** What became of the request so far; a failed one says that the call is still here. */
function TransferState({ call: { transfer } }: { readonly call: CallView }) {
  const { t } = useTranslation()
  if (!transfer) return null
  const failed = transfer.state === 'failed'
  return (
    <p className={`note ${failed ? 'bad' : 'wait'}`} role={failed ? 'alert' : 'status'}>
      {failed ? t('xfer.failed', { status: transfer.status ?? '-' }) : t('xfer.underWay', { target: transfer.target })}
    </p>
  )
}

type StepProps = {
  readonly n: number
  readonly title: string
  readonly done?: boolean
  readonly current?: boolean
  readonly children: React.ReactNode
}

function Step({ n, title, done = false, current = false, children }: StepProps) {
  return (
    <li className={done ? 'done' : current ? 'current' : ''} aria-current={current ? 'step' : undefined}>
      <span className="step-mark" aria-hidden>
        {done ? <IconCheck size={16} /> : n}
      </span>
      <span className="two">
        <b>
          <bdi>{title}</bdi>
        </b>
        {children}
      </span>
    </li>
  )
}
