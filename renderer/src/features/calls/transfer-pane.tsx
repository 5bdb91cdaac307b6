import { SegmentedControl } from '@mantine/core'
import { IconArrowBackUp, IconArrowsExchange, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { DialQuestion } from '../../components/dial-question.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { partyName } from '../../components/party-name.ts'
import { PartyPicker, usePartyChoice } from '../../components/party-picker.tsx'
import { useGuardedCall } from '../../hooks/use-guarded-call.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import callScreen from './call-screen.module.css'
import css from './transfer-pane.module.css'

/** First step of a transfer: to whom, and whether they are asked first. */
export function TransferPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<'ask' | 'direct'>('ask')
  const choice = usePartyChoice()
  const guarded = useGuardedCall()
  const { busy, failure } = guarded
  const { picked } = choice
  const start = async (): Promise<void> => {
    if (!picked || busy) return
    const { calls } = window.dialdesk
    const { number } = picked
    await guarded.run({
      number,
      begin: (confirmed) =>
        way === 'direct'
          ? calls.transfer({ callId: call.id, number, confirmed })
          : calls.dial({ lineId: call.lineId, number, origin: 'typed', confirmed, hidden: false, consultFor: call.id }),
      onBegun: () => way === 'ask' && onDone(),
    })
  }
  const { transfer } = call
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="transfer-title" data-pane>
      <PaneHead heading="h2" id="transfer-title" title={t('call.transfer')} close={t('xfer.cancel')} onClose={onDone} />
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
      <PartyPicker choice={choice} label={t('xfer.target')} onEnter={() => void start()} focus />
      <FailureNote failure={failure} />
      <DialQuestion of={guarded} />
      <TransferState call={call} />
      <button
        type="button"
        className="button primary full bottom"
        disabled={!picked || busy || transfer?.state === 'asked'}
        onClick={() => void start()}
      >
        {picked ? t(way === 'ask' ? 'xfer.callFirst' : 'xfer.send', { name: picked.name }) : t('xfer.choose')}
      </button>
    </section>
  )
}

/** Second and third step: talk to the target, then connect the two, go back, or swap. */
export function ConsultPane({ consult, first }: { readonly consult: CallView; readonly first: CallView }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { failure, request } = useRequest()
  const { calls } = window.dialdesk
  const [firstName, targetName] = [partyName(t, first), partyName(t, consult)]
  const up = consult.state === 'connected'
  const talking = consult.focus
  const underWay = first.transfer?.state === 'asked' || first.transfer?.state === 'accepted'
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="transfer-title" data-pane>
      <PaneHead
        heading="h2"
        id="transfer-title"
        title={t('call.transfer')}
        close={t('xfer.cancel')}
        onClose={() => void request(calls.cancelTransfer({ callId: consult.id }))}
      />
      <ol className={`${css['steps']} steps`}>
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
        className="button primary full"
        disabled={!up}
        // not `disabled`, which would take the focus away from whoever pressed it
        aria-disabled={underWay}
        onClick={() => underWay || void request(calls.completeTransfer({ callId: consult.id }))}
      >
        <IconArrowsExchange size={18} aria-hidden /> {t('xfer.complete')}
      </button>
      <button type="button" className="button full" onClick={() => void request(calls.cancelTransfer({ callId: consult.id }))}>
        <IconArrowBackUp size={18} aria-hidden /> {t('xfer.back', { name: firstName })}
      </button>
      <button
        type="button"
        className="text-button"
        disabled={!up}
        onClick={() => void request(calls.setHold({ callId: talking ? first.id : consult.id, on: false }))}
      >
        {t('xfer.swap')}
      </button>
      <small>{t('xfer.backHint', { target: targetName, name: firstName })}</small>
    </section>
  )
}

/** Progress of the transfer; a failure says that the call is still connected. */
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
    <li className={done ? `${css['done']} done` : current ? css['current'] : ''} aria-current={current ? 'step' : undefined}>
      <span className={css['step-mark']} aria-hidden>
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
