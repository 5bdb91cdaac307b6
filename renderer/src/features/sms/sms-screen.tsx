import { Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaidOperation, SentOperation } from '../../../../shared/domain/paid-operation.ts'
import { smsSegments } from '../../../../shared/domain/sms-segments.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaidOperationOutcome } from '../../components/paid-operation-outcome.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { SentLink } from '../../components/sent-link.tsx'
import { usePassedNumber } from '../../hooks/use-passed-number.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useSent } from '../../hooks/use-sent.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { estimateCost } from './cost-estimate.ts'
import { MailingOutcome } from './mailing-outcome.tsx'
import { MailingProgress } from './mailing-progress.tsx'
import { addRecipients, type Recipient, readRecipients } from './recipients.ts'
import { RecipientsField } from './recipients-field.tsx'
import { SendQuestion } from './send-question.tsx'
import { SentSms } from './sent-sms.tsx'
import { Templates } from './templates.tsx'

/** One text to one or several. Each message costs money, so the user confirms them first, all at once. */
export default function SmsScreen() {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const mailing = useApp((s) => s.services.sms.mailing)
  const sent = useSent('sms')
  const [added, setAdded] = useState<readonly Recipient[]>([])
  const [typed, setTyped] = useState(takeNumber)
  const [message, setMessage] = useState('')
  /** Recipients with the ids of their operations: one dialog is one operation for each of them. */
  const [asking, setAsking] = useState<readonly (Recipient & { readonly id: string })[] | null>(null)
  const [outcome, setOutcome] = useState<PaidOperation | null>(null)
  const [mailed, setMailed] = useState<readonly string[]>([])
  const { busy, failure, request } = useRequest()
  const field = useRef<HTMLInputElement>(null)
  const { parts, left } = smsSegments(message)
  const entered = readRecipients(typed)
  const recipients = addRecipients(
    added,
    entered.numbers.map((number) => ({ number, name: null })),
    region,
  )
  // what is typed and is no number is not left out unseen
  const ready = recipients.length > 0 && entered.rest === '' && message.trim() !== '' && !busy && !(mailing && recipients.length > 1)
  usePassedNumber((number) => setTyped(number))

  const write = (text: string): void => {
    setMessage(text)
    setOutcome(null)
    setMailed([])
  }
  const forget = (): void => {
    setMessage('')
    setAdded([])
    setTyped('')
  }
  const send = async (to: NonNullable<typeof asking>): Promise<void> => {
    setAsking(null)
    setMailed([])
    setOutcome(null)
    const [first] = to
    if (!first) return
    if (to.length > 1) {
      const begun = await request(window.dialdesk.sms.sendAll({ text: message, recipients: to.map(({ id, number }) => ({ id, number })) }))
      if (!begun.ok) return
      setMailed(to.map(({ id }) => id))
      forget()
      return
    }
    const result = await request(window.dialdesk.billing.sendSms({ id: first.id, number: first.number, message }))
    if (!result.ok) return
    setOutcome(result.value)
    if (result.value.state === 'done') setMessage('')
  }
  const again = ({ target, text }: SentOperation, name: string | null): void => {
    write(text)
    setAdded([{ number: target, name }])
    setTyped('')
    field.current?.focus()
  }
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="sms-title" data-pane>
        <h1 id="sms-title">{t('nav.sms')}</h1>
        {mailing && <MailingProgress mailing={mailing} />}
        <RecipientsField field={field} recipients={added} onRecipients={setAdded} typed={typed} onTyped={setTyped} />
        <Textarea
          label={t('sms.text')}
          description={t('sms.segments', { count: parts, left: t('sms.left', { count: left }) })}
          rows={6}
          maxLength={1600}
          value={message}
          onChange={(e) => write(e.currentTarget.value)}
        />
        <Templates text={message} onText={write} />
        <button
          type="button"
          className="button primary big"
          disabled={!ready}
          aria-busy={busy}
          onClick={() => setAsking(recipients.map((r) => ({ ...r, id: crypto.randomUUID() })))}
        >
          {recipients.length > 1 ? t('sms.sendTo', { count: recipients.length }) : t('sms.send')}
        </button>
        <p className="hint">{t('sms.cost')}</p>
        <FailureNote failure={failure} />
        {outcome && <PaidOperationOutcome operation={outcome} done={t('sms.done')} />}
        {mailed.length > 0 && !mailing && <MailingOutcome ids={mailed} />}
      </section>
      <ResultPane id="sms-list" title={t('sms.list')} beside={<SentLink />}>
        <FailureNote failure={sent.failure} />
        {sent.operations.length === 0 && (
          <EmptyState text={t('sms.none')} action={{ label: t('empty.message'), run: () => field.current?.focus() }} />
        )}
        <ul className="plain-list padded">
          {sent.operations.map((sms) => (
            <SentSms key={sms.id} sms={sms} onAgain={again} />
          ))}
        </ul>
        {sent.more && (
          <div className="padded">
            <button type="button" className="button small" disabled={sent.busy} onClick={sent.more}>
              {t('sent.older')}
            </button>
          </div>
        )}
      </ResultPane>
      {asking && (
        <SendQuestion
          to={asking}
          parts={parts}
          estimate={estimateCost(sent.operations, parts * asking.length)}
          onCancel={() => setAsking(null)}
          onSend={() => void send(asking)}
        />
      )}
    </div>
  )
}
