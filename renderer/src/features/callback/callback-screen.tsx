import { IconPhoneCall } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { displayNumber, plainNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaidOperationOutcome } from '../../components/paid-operation-outcome.tsx'
import { PartyInput } from '../../components/party-input.tsx'
import { Price } from '../../components/price.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useClock } from '../../hooks/use-clock.ts'
import { usePassedNumber } from '../../hooks/use-passed-number.ts'
import { type RateState, useRate } from '../../hooks/use-rate.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useSent } from '../../hooks/use-sent.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './callback-screen.module.css'
import { EarlierCallbacks } from './earlier-callbacks.tsx'
import { type FirstPhone, FirstPhoneField } from './first-phone.tsx'
import { OwnPhones } from './own-phones.tsx'
import { mayBeRunning, RunningCallback } from './running-callback.tsx'

/** The provider rings one of the user's phones first, then the destination. */
export default function CallbackScreen() {
  const { t, i18n } = useTranslation()
  const { ownPhones, paidOperations } = useApp((s) => s.services)
  const region = useApp(regionOf)
  const [from, setFrom] = useState<FirstPhone | null>(null)
  const [to, setTo] = useState(takeNumber)
  const [asking, setAsking] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<PaidOperation | null>(null)
  const [editing, setEditing] = useState(false)
  const { busy, failure, request, clear } = useRequest()
  const firstOwn = ownPhones[0] ? { own: ownPhones[0].number } : null
  // a phone that was removed meanwhile is none of the user's any more
  const phone = from && ('once' in from || ownPhones.some((p) => p.number === from.own)) ? from : firstOwn
  const first = phone && ('own' in phone ? phone.own : numberOf(phone.once))
  const rates = [useRate(first), useRate(numberOf(to))] as const
  const sum = sumOf(rates)
  const operations = paidOperations.filter((a) => a.kind === 'callback')
  const running = operations.filter(mayBeRunning)
  const sent = useSent('callback')
  const earlier = sent.operations.filter((a) => !mayBeRunning(a))
  const form = useRef<HTMLElement>(null)
  const startButton = useRef<HTMLButtonElement>(null)
  const now = useClock(running.length > 0)
  const ready = first !== null && numberOf(to) !== null && !busy
  const ask = (): void => {
    if (ready) setAsking(crypto.randomUUID())
  }
  const enterDestination = (number: string): void => {
    setTo(number)
    setOutcome(null)
    clear()
  }
  usePassedNumber(enterDestination)
  /** The same two phones, with their prices of today; it starts when the user says so. */
  const again = ({ via, target }: PaidOperation): void => {
    setEditing(false)
    setFrom(ownPhones.some((p) => p.number === via) ? { own: via } : { once: via })
    enterDestination(target)
    requestAnimationFrame(() => startButton.current?.focus())
  }

  const start = async (id: string): Promise<void> => {
    setAsking(null)
    const result = await request(window.dialdesk.billing.callBack({ id, from: first ?? '', to }))
    if (result.ok) setOutcome(result.value.state === 'done' ? null : result.value)
  }
  return (
    <div className="panes">
      <section ref={form} className="pane form-pane" aria-labelledby="callback-title" data-pane>
        <h1 id="callback-title">{t('nav.callback')}</h1>
        <p>{t('callback.what')}</p>
        {phone === null || editing ? (
          <OwnPhones
            onDone={() => setEditing(false)}
            onOnce={(number) => {
              setEditing(false)
              setFrom({ once: number })
            }}
          />
        ) : (
          <>
            <FirstPhoneField value={phone} onChange={setFrom} onEnter={ask} />
            <Leg rate={rates[0]} />
            <PartyInput label={t('callback.to')} value={to} onValue={enterDestination} onEnter={ask} />
            <Leg rate={rates[1]} />
            <div className="panel row">
              <span className="grow">
                <b>{t('callback.both')}</b>
                <small>{t('callback.billed')}</small>
              </span>
              <span className="end">
                <b className="figure num">{sum ? formatMoney(sum, i18n.language, 4) : '–'}</b>
                <small>{t('dial.perMinute')}</small>
              </span>
            </div>
            <button ref={startButton} type="button" className="button primary big" disabled={!ready} aria-busy={busy} onClick={ask}>
              <IconPhoneCall size={18} aria-hidden /> {t('cb.start')}
            </button>
            <p className="hint">{t('callback.cost')}</p>
          </>
        )}
        <FailureNote failure={failure} />
        {outcome && <PaidOperationOutcome operation={outcome} done="" />}
      </section>
      <ResultPane id="callbacks-title" title={t('callback.running')}>
        {running.length === 0 && (
          <EmptyState
            text={t('callback.noneRunning')}
            action={{
              label: t(phone ? 'empty.number' : 'empty.ownPhone'),
              run: () => form.current?.querySelector<HTMLElement>('input[inputmode=tel]')?.focus(),
            }}
          />
        )}
        <ul className={`${css['running-list']} running-list`} aria-live="polite" aria-labelledby="callbacks-title">
          {running.map((a) => (
            <RunningCallback key={a.id} callback={a} now={now} />
          ))}
        </ul>
        {earlier.length > 0 && <EarlierCallbacks callbacks={earlier} more={sent.more} onAgain={again} />}
        {ownPhones.length > 0 && (
          <div className="row padded bottom">
            <span className="grow">{t('callback.mine', { phones: ownPhones.map((p) => p.label).join(', ') })}</span>
            <button type="button" className="button small" onClick={() => setEditing(true)}>
              {t('callback.edit')}
            </button>
          </div>
        )}
      </ResultPane>
      {asking && (
        <Dialog
          title={t('callback.askTitle')}
          onClose={() => setAsking(null)}
          safe={{ label: t('callback.doNot'), run: () => setAsking(null) }}
          confirm={{ label: t('cb.start'), tone: 'primary', run: () => void start(asking) }}
        >
          <p className="num">
            {displayNumber(first ?? '', region)} → <b>{displayNumber(to, region)}</b>
          </p>
          <p>{sum ? t('callback.askRate', { amount: formatMoney(sum, i18n.language, 4) }) : t('callback.askNoRate')}</p>
        </Dialog>
      )}
    </div>
  )
}

function Leg({ rate }: { readonly rate: RateState }) {
  return (
    <div className="row leg" aria-live="polite">
      <span className="grow">{rate.state === 'known' ? <bdi>{rate.rate.destination}</bdi> : null}</span>
      <Price of={rate} />
    </div>
  )
}

const numberOf = (text: string): string | null => plainNumber(text, 4)

function sumOf(rates: readonly RateState[]): PaidOperation['amount'] {
  const prices = rates.flatMap((r) => (r.state === 'known' && r.rate.price ? [r.rate.price] : []))
  return prices.length === rates.length ? { units: prices.reduce((s, p) => s + p.units, 0), currency: prices[0]?.currency ?? 'EUR' } : null
}
