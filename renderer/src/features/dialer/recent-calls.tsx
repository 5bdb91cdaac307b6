import { SegmentedControl } from '@mantine/core'
import { IconDots, IconPhone, IconPhoneCall, IconPhoneX } from '@tabler/icons-react'
import { memo, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallLogEntry, leftOutCount } from '../../../../shared/domain/call.ts'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { displayNumber, readPhoneNumber } from '../../../../shared/domain/phone-number.ts'
import callRow from '../../components/call-row.module.css'
import { CallDays, CallRow } from '../../components/call-row.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { partyName } from '../../components/party-name.ts'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useCosts } from '../../hooks/use-costs.ts'
import { useMayCallBack } from '../../hooks/use-may-call-back.ts'
import { useToday } from '../../hooks/use-today.ts'
import { countryName, duration, timeOrDate } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './recent-calls.module.css'
import { VoicemailNotes } from './voicemail.tsx'

const SHOWN = 60
/** Rows that are drawn with the screen: more than fit into most windows. The others, and the buttons of all, follow when it can be typed into. */
const AT_ONCE = 16

type Props = { readonly onCall: (entry: CallLogEntry) => void; readonly onMailbox: (number: string, lineId: string) => void }

/** The call log, newest first by day; missed calls differ by icon, word and colour. */
export const RecentCalls = memo(function RecentCalls({ onCall, onMailbox }: Props) {
  const { t, i18n } = useTranslation()
  const { entries, unseenMissed } = useApp((s) => s.recentCalls)
  const [missedOnly, setMissedOnly] = useState(false)
  const shown = entries.filter((e) => (missedOnly ? e.outcome === 'missed' : true)).slice(0, SHOWN)
  const others = useDeferredValue(true, false)
  const costs = useCosts(shown)
  useToday()
  const firstUnseen = entries.filter((e) => e.unseen).at(-1)
  return (
    <section className={css['recent']} aria-labelledby="recent-title" data-pane>
      <div className={css['recent-head']}>
        <h1 id="recent-title">{t('recent.title')}</h1>
        <SegmentedControl
          size="xs"
          aria-label={t('recent.title')}
          value={missedOnly ? 'missed' : 'all'}
          onChange={(v) => {
            setMissedOnly(v === 'missed')
            // whoever looks at the missed calls has seen them
            if (v === 'missed') void window.dialdesk.callLog.markSeen()
          }}
          transitionDuration={0}
          data={[
            { value: 'all', label: t('recent.all') },
            { value: 'missed', label: unseenMissed ? `${t('recent.missed')} ${unseenMissed}` : t('recent.missed') },
          ]}
        />
        <button type="button" className={`text-button ${css['full']}`} onClick={() => go('calls')}>
          {t('recent.full')}
        </button>
      </div>
      <VoicemailNotes onCall={onMailbox} />
      {unseenMissed > 0 && firstUnseen && (
        <div className={css['recent-note']}>
          <IconPhoneX size={18} color="var(--negative-text)" aria-hidden />
          <span>{t('missed.note', { count: unseenMissed, time: timeOrDate(firstUnseen.startedAt, Date.now(), i18n.language) })}</span>
          <button type="button" className="button small" onClick={() => void window.dialdesk.callLog.markSeen()}>
            {t('missed.seen')}
          </button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <div className={css['recent-list']} tabIndex={0}>
        {shown.length === 0 &&
          (missedOnly ? (
            <EmptyState text={t('recent.noMissed')} action={{ label: t('recent.full'), run: () => setMissedOnly(false) }} />
          ) : (
            <EmptyState text={t('recent.empty')} action={{ label: t('empty.number'), run: focusNumberField }} />
          ))}
        <CallDays
          calls={shown}
          summary={(list) => (
            <>
              {t('recent.connected', { count: list.filter((e) => e.outcome === 'connected').length })}
              {sumText(
                list.flatMap((e) => costs.get(e.id) ?? []),
                i18n.language,
              )}
            </>
          )}
        >
          {(e) =>
            (others || shown.indexOf(e) < AT_ONCE) && (
              <RecentCall key={e.id} entry={e} cost={costs.get(e.id) ?? null} onCall={onCall} hasButtons={others} />
            )
          }
        </CallDays>
      </div>
    </section>
  )
})

type RowProps = { readonly entry: CallLogEntry; readonly cost: Money | null; readonly onCall: Props['onCall']; readonly hasButtons: boolean }
const RecentCall = memo(function RecentCall({ entry, cost, onCall, hasButtons }: RowProps) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const { outcome, direction, connectedAt, endedAt, startedAt, number } = entry
  const missed = outcome === 'missed'
  const shownNumber = displayNumber(number, region)
  const name = useContactOf()(number)?.name ?? entry.name
  const who = name ?? (number ? shownNumber : partyName(t, entry))
  const place = name ? null : readPhoneNumber(number, region)?.region
  const rang =
    missed && endedAt !== null && !leftOutCount(entry)
      ? t('recent.rang', { seconds: Math.round((endedAt - startedAt) / 1000) })
      : t(`recent.${direction}`)
  const connected = outcome === 'connected' && connectedAt !== null && endedAt !== null
  const result = connected ? duration(endedAt - connectedAt) : t(`outcome.${outcome}`)
  const price = cost && formatMoney(cost, i18n.language, 4)
  const enter = t('recent.enter', { number: shownNumber })
  // the row in words, for its other parts are beside the button
  const description = [connected && rang, result, entry.lineLabel, price, timeOrDate(startedAt, Date.now(), i18n.language), enter]
  return (
    <CallRow
      kind={missed ? 'missed' : direction}
      name={
        number ? (
          <button
            type="button"
            className={`text-button strong row-button ${callRow['name']}`}
            data-row
            title={enter}
            aria-description={description.filter(Boolean).join(', ')}
            onClick={() => go('phone', number)}
          >
            <bdi>{who}</bdi>
          </button>
        ) : (
          <span className={callRow['name']} style={{ display: 'block' }}>
            <bdi>{who}</bdi>
          </span>
        )
      }
      detail={name ? number && shownNumber : place && countryName(place, i18n.language)}
      about={
        <small className={callRow['on-line']}>
          <bdi>{entry.lineLabel}</bdi>
        </small>
      }
      result={result}
      resultDetail={price || rang}
      startedAt={startedAt}
      locale={i18n.language}
      dialled={number}
    >
      {number && hasButtons && <RowActions number={number} who={who} onCall={() => onCall(entry)} />}
    </CallRow>
  )
})

/** What a call in the list can lead to, in place of its result while the pointer or the focus is on it. */
function RowActions({ number, who, onCall }: { readonly number: string; readonly who: string; readonly onCall: () => void }) {
  const { t } = useTranslation()
  const mayCallBack = useMayCallBack()
  const [call, callback, more] = [t('recent.call', { name: who }), t('search.callback', { name: who }), t('recent.more', { name: who })]
  /** The row's own menu (app/number-menu.tsx), below the button. */
  const openMenu = (button: HTMLElement): void => {
    const { left, bottom } = button.getBoundingClientRect()
    button.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }))
  }
  return (
    <span className={callRow['actions']}>
      <button type="button" className={`icon-button ${callRow['again']}`} aria-label={call} title={call} onClick={onCall}>
        <IconPhone size={16} aria-hidden />
      </button>
      {mayCallBack && (
        <IconButton label={callback} onClick={() => go('callback', number)}>
          <IconPhoneCall size={16} aria-hidden />
        </IconButton>
      )}
      <button type="button" className="icon-button" aria-haspopup="menu" aria-label={more} title={more} onClick={(e) => openMenu(e.currentTarget)}>
        <IconDots size={16} aria-hidden />
      </button>
    </span>
  )
}

const focusNumberField = (): void => document.querySelector<HTMLElement>('[data-number-field]')?.focus()

/** `, €0.31`, or nothing where nothing was billed. */
function sumText(costs: readonly Money[], locale: string): string {
  const [first] = costs
  return first ? `, ${formatMoney({ units: costs.reduce((sum, c) => sum + c.units, 0), currency: first.currency }, locale, 4)}` : ''
}
