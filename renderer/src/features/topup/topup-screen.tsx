import { TextInput } from '@mantine/core'
import { IconRefresh, IconShieldCheck } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { timeAndDay } from '../../../../shared/domain/time-text.ts'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { Forecast } from '../../components/forecast.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { PaidOperationOutcome, usePaidOperationWord } from '../../components/paid-operation-outcome.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'

type Question = { readonly id: string; readonly again: boolean }

/** Tops up the account with a PIN. The PIN exists only in its field, until it is sent. */
export default function TopUpScreen() {
  const { t, i18n } = useTranslation()
  const { amount, asOf, refreshing, error } = useApp((s) => s.account.balance)
  const operations = useApp((s) => s.services.paidOperations).filter((a) => a.kind === 'topup')
  const word = usePaidOperationWord()
  const field = useRef<HTMLInputElement>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [outcome, setOutcome] = useState<PaidOperation | null>(null)
  const [empty, setEmpty] = useState(true)
  const { busy, failure, request, clear } = useRequest()
  const badPin = outcome?.state === 'refused' && outcome.failure ? failureText(t, outcome.failure) : null

  const send = async ({ id, again }: Question): Promise<void> => {
    setQuestion(null)
    const pin = field.current?.value ?? ''
    const result = await request(window.dialdesk.billing.topUp({ id, pin, again }))
    if (!result.ok) {
      if (result.error.code === 'pin-sent-before') setQuestion({ id: crypto.randomUUID(), again: true })
      return
    }
    setOutcome(result.value)
    // whatever the outcome, a second press must not send the PIN again
    if (result.value.state !== 'refused' && field.current) {
      field.current.value = ''
      setEmpty(true)
    }
  }
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="topup-title" data-pane>
        <h1 id="topup-title">{t('nav.topup')}</h1>
        <div className="panel row">
          <span className="grow">
            <small>
              {asOf === null
                ? t('header.balanceUnknown')
                : t(error ? 'topup.asOf' : 'topup.now', { time: timeAndDay(asOf, Date.now(), i18n.language) })}
            </small>
            <b className="figure num">{amount ? formatMoney(amount, i18n.language) : '...'}</b>
            <Forecast />
          </span>
          <IconButton label={t('header.refresh')} aria-busy={refreshing} onClick={() => void window.dialdesk.account.refreshBalance()}>
            <IconRefresh size={18} aria-hidden />
          </IconButton>
        </div>
        <TextInput
          ref={field}
          label={t('topup.pin')}
          description={t('topup.hint')}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          error={badPin}
          onChange={(e) => {
            setEmpty(e.currentTarget.value.trim() === '')
            setOutcome(null)
            clear()
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && !empty && !busy) setQuestion({ id: crypto.randomUUID(), again: false })
          }}
        />
        <button
          type="button"
          className="button primary big"
          disabled={empty || busy}
          aria-busy={busy}
          onClick={() => setQuestion({ id: crypto.randomUUID(), again: false })}
        >
          {t('topup.button')}
        </button>
        <FailureNote failure={failure?.code === 'pin-sent-before' ? null : failure} />
        {outcome && outcome.state !== 'refused' && <PaidOperationOutcome operation={outcome} done={t('topup.done')} />}
        <p className="note">
          <IconShieldCheck size={16} aria-hidden /> <span>{t('topup.safety')}</span>
        </p>
      </section>
      <ResultPane id="topups-title" title={t('topup.list')}>
        {operations.length === 0 && <EmptyState text={t('topup.none')} action={{ label: t('empty.pin'), run: () => field.current?.focus() }} />}
        <ul className="plain-list padded">
          {operations.map((a) => (
            <li key={a.id}>
              <span className="grow num">{dateTime(a.createdAt, i18n.language)}</span>
              {a.balanceAfter && <span className="num">{t('topup.after', { amount: formatMoney(a.balanceAfter, i18n.language) })}</span>}
              <b className={`amount num ${a.state === 'done' ? 'good' : a.state === 'refused' ? 'bad-text' : ''}`}>
                {gain(a, i18n.language) ?? word(a)}
              </b>
            </li>
          ))}
        </ul>
      </ResultPane>
      {question && (
        <Dialog
          title={t(question.again ? 'topup.againTitle' : 'topup.askTitle')}
          onClose={() => setQuestion(null)}
          safe={{ label: t('topup.keep'), run: () => setQuestion(null) }}
          confirm={{ label: t('topup.button'), tone: 'primary', run: () => void send(question) }}
        >
          <p>{t(question.again ? 'topup.againText' : 'topup.askText')}</p>
        </Dialog>
      )}
    </div>
  )
}

function gain({ state, balanceBefore, balanceAfter }: PaidOperation, locale: string): string | null {
  if (state !== 'done' || !balanceBefore || !balanceAfter || balanceAfter.units <= balanceBefore.units) return null
  return `+${formatMoney({ units: balanceAfter.units - balanceBefore.units, currency: balanceAfter.currency }, locale)}`
}
