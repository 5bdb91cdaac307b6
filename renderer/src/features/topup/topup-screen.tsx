import { TextInput } from '@mantine/core'
import { IconRefresh, IconShieldCheck } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { timeAndDay } from '../../../../shared/domain/time-text.ts'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { Forecast } from '../../components/forecast.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { LowBalanceLimit } from '../../components/low-balance-limit.tsx'
import { PaidOperationOutcome } from '../../components/paid-operation-outcome.tsx'
import { useArrival } from '../../hooks/use-arrival.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { TopUpList } from './topup-list.tsx'

type Question = { readonly id: string; readonly again: boolean }

/** Tops up the account with a PIN. The PIN exists only in its field, until it is sent. */
export default function TopUpScreen() {
  const { t, i18n } = useTranslation()
  const { amount, asOf, refreshing, error } = useApp((s) => s.account.balance)
  const field = useRef<HTMLInputElement>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [outcome, setOutcome] = useState<PaidOperation | null>(null)
  const [empty, setEmpty] = useState(true)
  const { busy, failure, request, clear } = useRequest()
  const [copied, setCopied] = useState<'not-asked' | 'none'>('not-asked')
  useArrival('pin', field)
  const badPin = outcome?.state === 'refused' && outcome.failure ? failureText(t, outcome.failure) : null

  /** On a press only: the clipboard is nobody's business before. */
  const fromClipboard = async (): Promise<void> => {
    const result = await request(window.dialdesk.pin.fromClipboard())
    if (!result.ok || !field.current) return
    const { pin } = result.value
    setCopied(pin === null ? 'none' : 'not-asked')
    if (pin === null) return
    field.current.value = pin
    field.current.focus()
    setEmpty(false)
    setOutcome(null)
  }
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
            setCopied('not-asked')
            setOutcome(null)
            clear()
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && !empty && !busy) setQuestion({ id: crypto.randomUUID(), again: false })
          }}
        />
        <div className="row">
          <button type="button" className="text-button" disabled={busy} onClick={() => void fromClipboard()}>
            {t('topup.fromClipboard')}
          </button>
          <small aria-live="polite">{copied === 'none' && t('topup.noneCopied')}</small>
        </div>
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
        <LowBalanceLimit onLimit={(lowBalance) => void request(window.dialdesk.settings.change({ desktop: { lowBalance } }))} />
        <p className="note">
          <IconShieldCheck size={16} aria-hidden /> <span>{t('topup.safety')}</span>
        </p>
      </section>
      <TopUpList onEmpty={() => field.current?.focus()} />
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
