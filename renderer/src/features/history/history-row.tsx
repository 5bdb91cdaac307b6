import { IconArrowDownLeft, IconArrowUpRight, IconPhoneCall, IconPhoneX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { entryCost, entrySeconds, type HistoryEntry } from '../../../../shared/call-matching.ts'
import { formatMoney } from '../../../../shared/money.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/phone-number.ts'
import { clock, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { partyName } from '../calls/party.ts'
import { useContactOf } from '../contacts/use-contacts.ts'

/** A record is billed within a day, or not at all. */
const BILLED_WITHIN = 24 * 3_600_000

export function HistoryRow({ entry, chosen, onChoose }: { readonly entry: HistoryEntry; readonly chosen: boolean; readonly onChoose: () => void }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const { call, cdr, startedAt } = entry
  const missed = call?.outcome === 'missed'
  const Icon = missed ? IconPhoneX : !call ? IconPhoneCall : call.direction === 'incoming' ? IconArrowDownLeft : IconArrowUpRight
  const number = numberOf(entry, region)
  const name = useContactOf()(call?.number || fromProviderNumber(cdr?.number ?? ''))?.name ?? call?.name
  const who = name ?? (number || (call ? partyName(t, call) : ''))
  return (
    <li className={`call-row history-row ${missed ? 'missed' : ''} ${chosen ? 'chosen' : ''}`}>
      <span className="icon">
        <Icon size={16} stroke={2} aria-hidden />
      </span>
      <span style={{ minWidth: 0 }}>
        <button type="button" className="text-button strong name" aria-pressed={chosen} onClick={onChoose}>
          <bdi>{who}</bdi>
        </button>
        {name && number && <small className="num">{number}</small>}
      </span>
      <span className="on-line">
        <bdi>
          {call && call.outcome !== 'connected'
            ? t(`outcome.${call.outcome}`)
            : (cdr?.destination ?? t(call?.direction === 'incoming' ? 'recent.incoming' : 'recent.outgoing'))}
        </bdi>
        <small>
          <bdi>{call?.lineLabel ?? cdr?.type}</bdi>
        </small>
      </span>
      <span className="result num">
        {entrySeconds(entry) > 0 && duration(entrySeconds(entry) * 1000)}
        <small>{costText(t, entry, i18n.language)}</small>
      </span>
      <span className="time num">{clock(startedAt, i18n.language)}</span>
    </li>
  )
}

export function numberOf({ call, cdr }: HistoryEntry, region: string): string {
  const number = call?.number || fromProviderNumber(cdr?.number ?? '')
  return number ? displayNumber(number, region) : ''
}

/** What a call cost, or that it is not billed yet. */
export function costText(t: TFunction, entry: HistoryEntry, locale: string): string {
  const { call } = entry
  const cost = entryCost(entry)
  if (cost) return formatMoney(cost, locale, 4)
  const open = call?.direction === 'outgoing' && call.outcome === 'connected' && Date.now() - call.startedAt < BILLED_WITHIN
  return open ? t('calls.pending') : ''
}
