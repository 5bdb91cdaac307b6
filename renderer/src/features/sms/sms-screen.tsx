import { Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { cleanNumber, displayNumber, plainNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberCheck } from '../../components/number-check.tsx'
import { PaidOperationOutcome, usePaidOperationWord } from '../../components/paid-operation-outcome.tsx'
import { PartyInput } from '../../components/party-input.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { smsSegments } from './segments.ts'

/** One text to one number. Each part costs money, so the user confirms it first. */
export default function SmsScreen() {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const sent = useApp((s) => s.services.paidOperations).filter((a) => a.kind === 'sms')
  const word = usePaidOperationWord()
  const [number, setNumber] = useState(takeNumber)
  const [message, setMessage] = useState('')
  const [asking, setAsking] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<PaidOperation | null>(null)
  const { busy, failure, request } = useRequest()
  const form = useRef<HTMLElement>(null)
  const { parts, left } = smsSegments(message)
  const ready = plainNumber(number, 6) !== null && message.trim() !== '' && !busy

  const send = async (id: string): Promise<void> => {
    setAsking(null)
    const result = await request(window.dialdesk.billing.sendSms({ id, number: cleanNumber(number), message }))
    if (!result.ok) return
    setOutcome(result.value)
    if (result.value.state === 'done') setMessage('')
  }
  return (
    <div className="panes">
      <section ref={form} className="pane form-pane" aria-labelledby="sms-title" data-pane>
        <h1 id="sms-title">{t('nav.sms')}</h1>
        <PartyInput label={t('sms.to')} value={number} onValue={setNumber} />
        <NumberCheck number={number} />
        <Textarea
          label={t('sms.text')}
          description={t('sms.segments', { count: parts, left: t('sms.left', { count: left }) })}
          rows={6}
          maxLength={1600}
          value={message}
          onChange={(e) => {
            setMessage(e.currentTarget.value)
            setOutcome(null)
          }}
        />
        <button type="button" className="button primary big" disabled={!ready} aria-busy={busy} onClick={() => setAsking(crypto.randomUUID())}>
          {t('sms.send')}
        </button>
        <p className="hint">{t('sms.cost')}</p>
        <FailureNote failure={failure} />
        {outcome && <PaidOperationOutcome operation={outcome} done={t('sms.done')} />}
      </section>
      <ResultPane id="sms-list" title={t('sms.list')}>
        {sent.length === 0 && (
          <EmptyState text={t('sms.none')} action={{ label: t('empty.message'), run: () => form.current?.querySelector('input')?.focus() }} />
        )}
        <ul className="plain-list padded">
          {sent.map((a) => (
            <li key={a.id}>
              <b className="grow num">{displayNumber(a.target, region)}</b>
              <span>{word(a)}</span>
              <span className="num">{dateTime(a.createdAt, i18n.language)}</span>
            </li>
          ))}
        </ul>
      </ResultPane>
      {asking && (
        <Dialog
          title={t('sms.askTitle')}
          onClose={() => setAsking(null)}
          safe={{ label: t('sms.doNot'), run: () => setAsking(null) }}
          confirm={{ label: t('sms.send'), tone: 'primary', run: () => void send(asking) }}
        >
          <p className="num">
            <b>{displayNumber(number, region)}</b>
          </p>
          <p>{t('sms.askText', { count: parts })}</p>
        </Dialog>
      )}
    </div>
  )
}
