import { Select, TextInput } from '@mantine/core'
import { IconArrowRight, IconPhoneCall } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/money.ts'
import type { PaidAct } from '../../../../shared/paid-act.ts'
import { displayNumber, plainNumber } from '../../../../shared/phone-number.ts'
import { useClock } from '../../app/use-clock.ts'
import { dateTime, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { ActOutcome, useActWord } from '../../ui/act-outcome.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-text.tsx'
import { Price } from '../rates/price.tsx'
import { type RateState, useRate } from '../rates/use-rates.ts'
import { OwnPhones } from './own-phones.tsx'

/** A running request is shown for so long; nobody tells when it is over. */
const SHOWN_RUNNING = 10 * 60_000

/** The provider rings the user's own phone first, then the destination. */
export default function CallbackScreen() {
  const { t, i18n } = useTranslation()
  const { ownPhones, paidActs } = useApp((s) => s.services)
  const region = useApp(regionOf)
  const word = useActWord()
  const [from, setFrom] = useState<string | null>(ownPhones[0]?.number ?? null)
  const [to, setTo] = useState(takeNumber)
  const [asking, setAsking] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<PaidAct | null>(null)
  const [editing, setEditing] = useState(false)
  const { busy, failure, ask, clear } = useAsk()
  const first = ownPhones.some((p) => p.number === from) ? from : (ownPhones[0]?.number ?? null)
  const rates = [useRate(first), useRate(numberOf(to))] as const
  const sum = sumOf(rates)
  const acts = paidActs.filter((a) => a.kind === 'callback')
  const now = useClock(acts.some((a) => a.state === 'done'))
  const running = acts.find((a) => a.state === 'done' && !a.stopped && now - a.createdAt < SHOWN_RUNNING)
  const ready = first !== null && numberOf(to) !== null && !busy

  const start = async (id: string): Promise<void> => {
    setAsking(null)
    const result = await ask(window.dialdesk.acts.callBack({ id, from: first ?? '', to }))
    if (result.ok) setOutcome(result.value.state === 'done' ? null : result.value)
  }
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="callback-title" data-pane>
        <h1 id="callback-title">{t('nav.callback')}</h1>
        <p>{t('callback.what')}</p>
        {ownPhones.length === 0 || editing ? (
          <OwnPhones onDone={() => setEditing(false)} />
        ) : (
          <>
            <Select
              label={t('callback.from')}
              allowDeselect={false}
              value={first}
              data={ownPhones.map((p) => ({ value: p.number, label: `${p.label}  ${displayNumber(p.number, region)}` }))}
              onChange={setFrom}
            />
            <Leg rate={rates[0]} />
            <TextInput
              label={t('callback.to')}
              value={to}
              inputMode="tel"
              maxLength={64}
              onChange={(e) => {
                setTo(e.currentTarget.value)
                setOutcome(null)
                clear()
              }}
              onKeyDown={(e) => {
                if (e.key === 'Enter' && ready) setAsking(crypto.randomUUID())
              }}
            />
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
            <button type="button" className="button primary big" disabled={!ready} aria-busy={busy} onClick={() => setAsking(crypto.randomUUID())}>
              <IconPhoneCall size={18} aria-hidden /> {t('cb.start')}
            </button>
            <p className="hint">{t('callback.cost')}</p>
          </>
        )}
        <FailureNote failure={failure} />
        {outcome && <ActOutcome act={outcome} done="" />}
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section className="pane result-pane" aria-labelledby="callbacks-title" tabIndex={0} data-pane>
        <div className="pane-head padded">
          <h1 id="callbacks-title">{t('callback.running')}</h1>
        </div>
        {running ? (
          <div className="panel padded-x" role="status">
            <div className="row">
              <b className="grow">{t('callback.accepted')}</b>
              <span className="num">{duration(now - running.createdAt)}</span>
            </div>
            <p className="row num">
              <b>{displayNumber(running.via, region)}</b> <IconArrowRight size={16} aria-hidden /> <b>{displayNumber(running.target, region)}</b>
            </p>
            <p>{t('cb.accepted')}</p>
            {running.reference && (
              <button
                type="button"
                className="button stop-line"
                disabled={busy}
                onClick={() => void ask(window.dialdesk.acts.stopCallback({ actId: running.id }))}
              >
                {t('cb.stop')}
              </button>
            )}
          </div>
        ) : (
          <p className="empty">{t('callback.noneRunning')}</p>
        )}
        <h2 className="day">{t('callback.earlier')}</h2>
        <ul className="plain-list padded">
          {acts
            .filter((a) => a !== running)
            .map((a) => (
              <li key={a.id}>
                <span className="grow">
                  <b className="num">{displayNumber(a.target, region)}</b>
                  <small>{t('callback.via', { number: displayNumber(a.via, region) })}</small>
                </span>
                <span className="end">
                  <span>{word(a)}</span>
                  <small className="num">{dateTime(a.createdAt, i18n.language)}</small>
                </span>
                <button type="button" className="button small" aria-label={`${t('callback.again')}: ${a.target}`} onClick={() => setTo(a.target)}>
                  {t('callback.again')}
                </button>
              </li>
            ))}
        </ul>
        {ownPhones.length > 0 && (
          <div className="row padded bottom">
            <span className="grow">{t('callback.mine', { phones: ownPhones.map((p) => p.label).join(', ') })}</span>
            <button type="button" className="button small" onClick={() => setEditing(true)}>
              {t('callback.edit')}
            </button>
          </div>
        )}
      </section>
      {asking && (
        <Dialog
          title={t('callback.askTitle')}
          onClose={() => setAsking(null)}
          safe={{ label: t('callback.doNot'), run: () => setAsking(null) }}
          act={{ label: t('cb.start'), tone: 'primary', run: () => void start(asking) }}
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

function sumOf(rates: readonly RateState[]): PaidAct['amount'] {
  const prices = rates.flatMap((r) => (r.state === 'known' && r.rate.price ? [r.rate.price] : []))
  return prices.length === rates.length ? { units: prices.reduce((s, p) => s + p.units, 0), currency: prices[0]?.currency ?? 'EUR' } : null
}
