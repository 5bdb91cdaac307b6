import type { TFunction } from 'i18next'
import { type MouseEvent, memo, useId } from 'react'
import { entryCost, entrySeconds, type HistoryEntry } from '../../../../shared/domain/call-matching.ts'
import type { ContactRef } from '../../../../shared/domain/contact.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import callRow from '../../components/call-row.module.css'
import { CallRow, type RowPlace } from '../../components/call-row.tsx'
import { partyName } from '../../components/party-name.ts'
import { duration } from '../../i18n/format.ts'

/** A record is billed within a day, or not at all. */
const BILLED_WITHIN = 24 * 3_600_000

/** What every row of the list is drawn with, looked up once for all of them. */
export type RowContext = {
  readonly t: TFunction
  readonly locale: string
  /** Country of numbers without a country code. */
  readonly region: string
  readonly contactOf: (number: string) => ContactRef | null
}
type Props = RowPlace & {
  readonly entry: HistoryEntry
  readonly chosen: boolean
  readonly onChoose: (id: string) => void
  readonly context: RowContext
}

/** Drawn again only when it changes: each key in the search field draws the list anew. */
export const HistoryRow = memo(function HistoryRow({ entry, chosen, onChoose, context, index, top, nth, of }: Props) {
  const { t, locale, region, contactOf } = context
  const id = useId()
  const { call, cdr, startedAt } = entry
  const missed = call?.outcome === 'missed'
  const direction = call && !missed ? t(`recent.${call.direction}`) : null
  const outcome = call && call.outcome !== 'connected' ? t(`outcome.${call.outcome}`) : null
  const about = outcome ?? cdr?.destination ?? direction ?? t('recent.outgoing')
  const number = numberOf(entry, region)
  const dialled = call?.number || fromProviderNumber(cdr?.number ?? '')
  const name = contactOf(dialled)?.name ?? call?.name
  const who = name ?? (number || (call ? partyName(t, call) : ''))
  return (
    <CallRow
      kind={missed ? 'missed' : (call?.direction ?? 'billed')}
      name={
        <button
          type="button"
          className={`text-button strong row-button ${callRow['name']}`}
          data-row
          aria-pressed={chosen}
          aria-describedby={`${id}-about ${id}-result ${id}-time`}
          onClick={() => onChoose(entry.id)}
        >
          <bdi>{who}</bdi>
        </button>
      }
      detail={name && number}
      about={
        <span id={`${id}-about`} className={callRow['on-line']}>
          {/* the icon says it to those who see it */}
          {direction && about !== direction && <span className="hidden">{direction}, </span>}
          <bdi>{about}</bdi>
          <small>
            <bdi>{call?.lineLabel ?? cdr?.type}</bdi>
          </small>
        </span>
      }
      result={entrySeconds(entry) > 0 ? duration(entrySeconds(entry) * 1000) : outcome && <Outcome word={outcome} />}
      resultDetail={costText(t, entry, locale)}
      startedAt={startedAt}
      locale={locale}
      dialled={/^[+\d*#]/.test(dialled) ? dialled : ''}
      className={`${callRow['history-row']} history-row ${chosen ? 'chosen' : ''}`}
      id={id}
      entry={entry.position}
      place={{ index, top, nth, of }}
    >
      {/* its menu is at Shift F10 too: one stop for Tab in each row */}
      <button
        type="button"
        className={`icon-button ${callRow['menu']}`}
        tabIndex={-1}
        aria-haspopup="menu"
        aria-label={t('recent.more', { name: who })}
        title={t('recent.more', { name: who })}
        onClick={openMenu}
      />
    </CallRow>
  )
})

/** What became of a call, where the column that says it has no room; screen readers have it from there. */
const Outcome = ({ word }: { readonly word: string }) => (
  <span className={callRow['outcome']} aria-hidden>
    {word}
  </span>
)

/** The menu that a right click opens, below its button. */
function openMenu({ currentTarget }: MouseEvent<HTMLElement>): void {
  const { left, bottom } = currentTarget.getBoundingClientRect()
  currentTarget.dispatchEvent(new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }))
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
