import { SegmentedControl } from '@mantine/core'
import { IconArrowDownLeft, IconArrowUpRight, IconPhone, IconPhoneX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallLogEntry } from '../../../../shared/call.ts'
import { formatMoney, type Money } from '../../../../shared/money.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { clock, dayName, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { partyName } from '../calls/party.ts'
import { useContactOf } from '../contacts/use-contacts.ts'
import { useCosts } from '../history/use-costs.ts'
import { VoicemailNotes } from '../lines/voicemail.tsx'

const SHOWN = 60

type Props = { readonly onCall: (entry: CallLogEntry) => void; readonly onMailbox: (number: string, lineId: string) => void }

/** Our own record of calls, newest first by day, missed ones told apart by icon, word and colour. */
export function RecentCalls({ onCall, onMailbox }: Props) {
  const { t, i18n } = useTranslation()
  const { entries, unseenMissed } = useApp((s) => s.recentCalls)
  const [missedOnly, setMissedOnly] = useState(false)
  const shown = entries.filter((e) => (missedOnly ? e.outcome === 'missed' : true)).slice(0, SHOWN)
  const costs = useCosts()
  const firstUnseen = entries.filter((e) => e.unseen).at(-1)
  const now = Date.now()
  const days = Map.groupBy(shown, (e) => dayName(e.startedAt, now, i18n.language))
  return (
    <section className="recent" aria-labelledby="recent-title" data-pane>
      <div className="recent-head">
        <h1 id="recent-title">{t('recent.title')}</h1>
        <SegmentedControl
          size="xs"
          aria-label={t('recent.title')}
          value={missedOnly ? 'missed' : 'all'}
          onChange={(v) => setMissedOnly(v === 'missed')}
          transitionDuration={0}
          data={[
            { value: 'all', label: t('recent.all') },
            { value: 'missed', label: unseenMissed ? `${t('recent.missed')} ${unseenMissed}` : t('recent.missed') },
          ]}
        />
        <button type="button" className="text-button" onClick={() => go('calls')}>
          {t('recent.full')}
        </button>
      </div>
      <VoicemailNotes onCall={onMailbox} />
      {unseenMissed > 0 && firstUnseen && (
        <div className="recent-note">
          <IconPhoneX size={18} color="var(--red-t)" aria-hidden />
          <span>{t('missed.note', { count: unseenMissed, time: clock(firstUnseen.startedAt, i18n.language) })}</span>
          <button type="button" className="button small" onClick={() => void window.dialdesk.history.markSeen()}>
            {t('missed.seen')}
          </button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <div className="recent-list" tabIndex={0}>
        {shown.length === 0 && <p className="empty">{t(missedOnly ? 'recent.noMissed' : 'recent.empty')}</p>}
        {[...days].map(([day, list]) => (
          <div key={day}>
            <div className="day">
              <h2>{day}</h2>
              <span className="num">
                {t('recent.connected', { count: list.filter((e) => e.outcome === 'connected').length })}
                {sumText(
                  list.flatMap((e) => costs.get(e.id) ?? []),
                  i18n.language,
                )}
              </span>
            </div>
            <ul className="rows">
              {list.map((e) => (
                <CallRow key={e.id} entry={e} cost={costs.get(e.id) ?? null} onCall={() => onCall(e)} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

function CallRow({ entry, cost, onCall }: { readonly entry: CallLogEntry; readonly cost: Money | null; readonly onCall: () => void }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const { outcome, direction, connectedAt, endedAt, startedAt, number } = entry
  const missed = outcome === 'missed'
  const Icon = missed ? IconPhoneX : direction === 'incoming' ? IconArrowDownLeft : IconArrowUpRight
  const shownNumber = displayNumber(number, region)
  const name = useContactOf()(number)?.name ?? entry.name
  const who = name ?? (number ? shownNumber : partyName(t, entry))
  const rang =
    missed && endedAt !== null
      ? t('recent.rang', { seconds: Math.round((endedAt - startedAt) / 1000) })
      : t(direction === 'incoming' ? 'recent.incoming' : 'recent.outgoing')
  return (
    <li className={`call-row ${missed ? 'missed' : ''}`}>
      <span className="icon">
        <Icon size={16} stroke={2} aria-hidden />
      </span>
      <span style={{ minWidth: 0 }}>
        <span className="name" style={{ display: 'block' }}>
          <bdi>{who}</bdi>
        </span>
        {name && number && <small className="num">{shownNumber}</small>}
      </span>
      <small className="on-line">
        <bdi>{entry.lineLabel}</bdi>
      </small>
      <span className="result num">
        {outcome === 'connected' && connectedAt !== null && endedAt !== null ? duration(endedAt - connectedAt) : t(`outcome.${outcome}`)}
        <small>{cost ? formatMoney(cost, i18n.language, 4) : rang}</small>
      </span>
      <span className="time num">{clock(startedAt, i18n.language)}</span>
      {number && (
        <button
          type="button"
          className="icon-button again"
          aria-label={t('recent.call', { name: who })}
          title={t('recent.call', { name: who })}
          onClick={onCall}
        >
          <IconPhone size={16} aria-hidden />
        </button>
      )}
    </li>
  )
}

/** `, €0.31`, or nothing where nothing was billed. */
function sumText(costs: readonly Money[], locale: string): string {
  const [first] = costs
  return first ? `, ${formatMoney({ units: costs.reduce((sum, c) => sum + c.units, 0), currency: first.currency }, locale, 4)}` : ''
}
