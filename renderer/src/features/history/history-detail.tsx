import { IconCopy, IconPhone, IconPhoneCall } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallLogEntry } from '../../../../shared/domain/call.ts'
import { entryCost, entrySeconds, type HistoryEntry } from '../../../../shared/domain/call-matching.ts'
import { perMinute } from '../../../../shared/domain/costs.ts'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import type { QualityTrace } from '../../../../shared/domain/quality-trace.ts'
import type { RateAtDialling } from '../../../../shared/domain/rate.ts'
import { CallNote } from '../../components/call-note.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { partyName } from '../../components/party-name.ts'
import { QualityGraph } from '../../components/quality-graph.tsx'
import { qualityWord } from '../../components/quality-word.ts'
import { RecordingPlayer } from '../../components/recording-player.tsx'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useMayCallBack } from '../../hooks/use-may-call-back.ts'
import { useRecordings } from '../../hooks/use-recordings.ts'
import { dateTime, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { costText, numberOf } from './history-row.tsx'

/** The quality over the call, as it was stored at its end. */
function CallGraph({ call: { id, connectedAt, endedAt } }: { readonly call: CallLogEntry }) {
  const [trace, setTrace] = useState<QualityTrace | null>(null)
  useEffect(() => {
    let current = true
    setTrace(null)
    void window.dialdesk.callLog.trace({ callId: id }).then((outcome) => {
      if (current && outcome.ok) setTrace(outcome.value)
    })
    return () => {
      current = false
    }
  }, [id])
  return trace && connectedAt !== null && endedAt !== null && <QualityGraph trace={trace} length={endedAt - connectedAt} />
}

/** What a minute of a call was to cost when it was dialled; null where nobody had asked. */
function useRateAtDialling(call: CallLogEntry | null): RateAtDialling | null {
  const id = call?.direction === 'outgoing' ? call.id : null
  const [rate, setRate] = useState<{ readonly of: string; readonly rate: RateAtDialling | null } | null>(null)
  useEffect(() => {
    if (id === null) return
    let current = true
    void window.dialdesk.callLog.rate({ callId: id }).then((outcome) => {
      if (current && outcome.ok) setRate({ of: id, rate: outcome.value })
    })
    return () => {
      current = false
    }
  }, [id])
  return rate && rate.of === id ? rate.rate : null
}

/** One call with everything that is known, and by whom. */
export function HistoryDetail({ entry, onClose }: { readonly entry: HistoryEntry; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const mayCallBack = useMayCallBack()
  const { call, cdr } = entry
  const { rows: recordings } = useRecordings(call?.id)
  const contact = useContactOf()
  const number = call?.number || fromProviderNumber(cdr?.number ?? '')
  const name = contact(number)?.name ?? call?.name
  const dialable = /^[+\d*#]/.test(number)
  const money = (amount: Money | null | undefined): string | undefined => (amount ? formatMoney(amount, i18n.language, 4) : undefined)
  const rate = useRateAtDialling(call)
  const cost = entryCost(entry)
  const billed = cost && perMinute({ calls: 1, seconds: entrySeconds(entry), units: cost.units, timedUnits: cost.units }, cost.currency)
  const perMinuteText = rate
    ? t(billed ? 'detail.expectedBilled' : 'detail.expected', { expected: money(rate.price) ?? '', billed: money(billed) ?? '' })
    : billed
      ? t('detail.billedRate', { billed: money(billed) ?? '' })
      : undefined
  const facts: ReadonlyArray<readonly [string, string | undefined]> = [
    [t('detail.direction'), call ? t(`recent.${call.direction}`) : undefined],
    [t('detail.outcome'), call ? t(`outcome.${call.outcome}`) : undefined],
    [t('detail.reason'), call?.outcome === 'failed' && call.end ? t(`end.${call.end.code}`) : undefined],
    [t('header.line'), call?.lineLabel],
    [t('rates.destination'), cdr?.destination],
    [t('detail.started'), dateTime(entry.startedAt, i18n.language)],
    [t('detail.duration'), entrySeconds(entry) > 0 ? duration(entrySeconds(entry) * 1000) : undefined],
    [t('detail.type'), cdr?.type],
    [t('detail.perMinute'), perMinuteText],
    [
      t('quality.title'),
      call?.quality
        ? t('quality.summary', {
            word: t(`quality.${qualityWord(call.quality.mos)}`),
            mos: call.quality.mos.toFixed(1),
            loss: (call.quality.loss * 100).toFixed(1),
          })
        : undefined,
    ],
    [t('callshop.net'), money(cdr?.amount)],
    [t('callshop.tax'), money(cdr?.amountWithTax) ?? (costText(t, entry, i18n.language) || undefined)],
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <aside className="pane detail-pane" aria-labelledby="detail-title" tabIndex={0} data-pane>
      <PaneHead heading="h1" id="detail-title" title={t('detail.title')} close={t('cards.close')} onClose={onClose} />
      <b className="figure num">
        <bdi>{numberOf(entry, region) || name || (call && partyName(t, call))}</bdi>
      </b>
      {name && <bdi>{name}</bdi>}
      {dialable && (
        <div className="row">
          <button type="button" className="button go grow" onClick={() => go('phone', number)}>
            <IconPhone size={16} aria-hidden /> {t('dial.call')}
          </button>
          {mayCallBack && (
            <IconButton label={t('nav.callback')} onClick={() => go('callback', number)}>
              <IconPhoneCall size={18} aria-hidden />
            </IconButton>
          )}
          <IconButton label={t('detail.copy')} onClick={() => void navigator.clipboard.writeText(number)}>
            <IconCopy size={18} aria-hidden />
          </IconButton>
        </div>
      )}
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      {call && <CallGraph call={call} />}
      {call && <CallNote key={call.id} callId={call.id} note={call.note} />}
      {recordings?.map((r) => (
        <RecordingPlayer key={r.id} recording={r} />
      ))}
      {cdr?.mismatch && <p className="note wait">{t('detail.mismatch')}</p>}
      {cdr?.corrected && (
        <p className="note">
          {t('detail.corrected', {
            duration: duration(cdr.corrected.seconds * 1000),
            amount: money(cdr.corrected.amountWithTax ?? cdr.corrected.amount) ?? '-',
          })}
        </p>
      )}
      <small>{t(call && cdr ? 'detail.both' : cdr ? 'detail.provider' : 'detail.own')}</small>
    </aside>
  )
}
