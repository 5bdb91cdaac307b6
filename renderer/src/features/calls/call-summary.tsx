import { IconPhone, IconUserPlus, IconX } from '@tabler/icons-react'
import { type MouseEvent, type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { CallNote } from '../../components/call-note.tsx'
import { DialQuestion } from '../../components/dial-question.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { NumberPrice } from '../../components/number-price.tsx'
import { PartyBadge } from '../../components/party-badge.tsx'
import { partyName } from '../../components/party-name.ts'
import { QualityGraph } from '../../components/quality-graph.tsx'
import { QualityRating } from '../../components/quality-rating.tsx'
import { qualityWord } from '../../components/quality-word.ts'
import { StatusDot } from '../../components/status-dot.tsx'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useCosts } from '../../hooks/use-costs.ts'
import { type Dial, useDial } from '../../hooks/use-dial.ts'
import { duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { closeSummary } from '../../state/ended-call.ts'
import { go } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './call-summary.module.css'
import { RecordingBrokenOff } from './recording-broken-off.tsx'
import { RedialOffer } from './redial-offer.tsx'
import { callLook, stateText } from './state-text.ts'

/** What is known of a call that just ended, and what one does next: a note, a contact, another call. It stays until it is closed or another call begins. */
export function CallSummary({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const note = useApp((s) => s.recentCalls.entries.find((e) => e.id === call.id)?.note ?? '')
  const redial = useDial(() => {})
  const close = (): void => {
    closeSummary(call.id)
    // what was pressed is gone: the next key is for the number
    document.querySelector<HTMLInputElement>('[data-number-field]')?.focus()
  }
  useEscape(close)
  const { number } = call.remote
  const of = useContactOf()
  // the call keeps its contact as long as it is in the list of calls, the log afterwards
  const contact = of(number) ?? call.contact
  const name = contact?.name ?? call.remote.name
  const look = callLook(call)
  const length = call.connectedAt === null || call.endedAt === null ? null : call.endedAt - call.connectedAt
  return (
    <section className={`${css['call-summary']} call-summary`} aria-label={t('summary.title')} data-pane data-escape>
      <div className={css['summary-head']}>
        <PartyBadge name={name} />
        <div className="grow">
          <p className={`${css['call-end']} call-state ${look.tone === 'bad' ? css['bad-end'] : ''}`}>
            <StatusDot state={look.dot} />
            {stateText(t, call)}
          </p>
          <h2>
            <bdi>{name ?? (number ? displayNumber(number, region) : partyName(t, call))}</bdi>
          </h2>
          {name && number && <p className={`${css['summary-number']} num`}>{displayNumber(number, region)}</p>}
        </div>
        <IconButton label={t('summary.close')} onClick={close}>
          <IconX size={18} aria-hidden />
        </IconButton>
      </div>
      {length !== null && <Measured call={call} length={length} />}
      <RecordingBrokenOff callId={call.id} />
      <CallNote callId={call.id} note={note} />
      <Next call={call} known={contact !== null} redial={redial} />
      <FailureNote failure={redial.failure} />
      <DialQuestion of={redial} />
    </section>
  )
}

/** Duration, cost and quality of a call that was connected. */
function Measured({ call, length }: { readonly call: CallView; readonly length: number }) {
  const { t, i18n } = useTranslation()
  const cost = useCosts([call]).get(call.id)
  return (
    <>
      <dl className={css['summary-facts']}>
        <Fact name={t('detail.duration')}>{duration(length)}</Fact>
        {call.direction === 'outgoing' && <Fact name={t('summary.cost')}>{cost ? formatMoney(cost, i18n.language, 4) : t('calls.pending')}</Fact>}
        {call.quality && (
          <Fact name={t('quality.title')}>
            <QualityRating word={qualityWord(call.quality.mos)} />
          </Fact>
        )}
      </dl>
      <span className="hidden" role="status">
        {cost && `${t('summary.cost')}: ${formatMoney(cost, i18n.language, 4)}`}
      </span>
      <QualityGraph trace={call.trace} length={length} />
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  )
}

/** Call again or the number it was forwarded to, each with its price, and save the contact. */
function Next({ call, known, redial }: { readonly call: CallView; readonly known: boolean; readonly redial: Dial }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const redirect = call.end?.redirect ?? null
  const number = call.direction === 'outgoing' ? call.dialled : call.remote.number
  const dialable = /^[+\d*#]/.test(number)
  /** The second click of a double click on "End call" must not begin a call. */
  const callOnce = (dialled: string) => (e: MouseEvent) => {
    if (e.detail < 2) void redial.dial(dialled, call.lineId, 'redial')
  }
  return (
    <>
      {redirect !== null && (
        <div className="note wait" role="status">
          <span className="grow">{t('call.redirected', { number: displayNumber(redirect, region) })}</span>
          <NumberPrice number={redirect} />
          <button type="button" className="button" disabled={redial.busy} onClick={callOnce(redirect)}>
            <IconPhone size={16} aria-hidden /> {t('call.callForwarded')}
          </button>
        </div>
      )}
      {dialable && (
        <div className="row">
          <button type="button" className="button go" disabled={redial.busy} onClick={callOnce(number)}>
            <IconPhone size={16} aria-hidden /> {t('call.redial')}
          </button>
          <NumberPrice number={call.remote.number} />
          <span className="grow" />
          {!known && (
            <button type="button" className="button" onClick={() => go('contacts', call.remote.number)}>
              <IconUserPlus size={16} aria-hidden /> {t('dial.saveContact')}
            </button>
          )}
        </div>
      )}
      {dialable && call.end?.code === 'busy' && call.direction === 'outgoing' && <RedialOffer number={number} lineId={call.lineId} />}
    </>
  )
}

/** Escape closes the summary, unless the key belongs to something else: a dialog, a menu, a field beside it. */
function useEscape(close: () => void): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape' || e.defaultPrevented || !(e.target instanceof Element)) return
      // where the focus is after a call
      const inNumberField = e.target instanceof HTMLInputElement && e.target.matches('[data-number-field]') && e.target.value === ''
      if (inNumberField || e.target === document.body || e.target.closest('[data-escape]')) close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
