import { NumberInput, Popover, SegmentedControl, Select } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { memo, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOutcomes } from '../../../../shared/domain/call.ts'
import type { HistoryChoices, HistoryFilter } from '../../../../shared/domain/history-query.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { addDays } from '../../../../shared/domain/wall-clock.ts'
import { DateRange } from '../../components/date-range.tsx'
import { useContactName } from '../../hooks/use-contact-name.ts'
import { dayText } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { ContactFilter } from './contact-filter.tsx'
import css from './history-filters.module.css'

type Props = {
  readonly filter: HistoryFilter
  readonly onChange: (part: Partial<HistoryFilter>) => void
  /** Today on the provider's calendar. */
  readonly today: string
}

const UNITS = 10_000
const ranges = { today: 0, week: 6, month: 29, year: 364 } as const
type Range = Pick<HistoryFilter, 'from' | 'to'>
const rangeOf = ({ from, to }: Range, today: string) =>
  (Object.keys(ranges) as (keyof typeof ranges)[]).find((name) => to === today && from === addDays(today, -ranges[name]))
/** A range that has a name, and was chosen on another day: the same up to today; else as it is. */
export function rangeOn(today: string, { from, to }: Range, chosenOn: string): Range {
  const name = rangeOf({ from, to }, chosenOn)
  return name ? { from: addDays(today, -ranges[name]), to: today } : { from, to }
}
const outcomes = callOutcomes.filter((outcome) => outcome !== 'running')

/** The filters beside text and direction, in a panel. */
export const HistoryFilters = memo(function HistoryFilters({ filter, onChange, today }: Props) {
  const { t } = useTranslation()
  const hasContacts = useApp((s) => s.contacts.count > 0)
  const currency = useApp((s) => s.account?.balance?.amount?.currency ?? 'EUR')
  const [opened, setOpened] = useState(false)
  const [choices, setChoices] = useState<HistoryChoices | null>(null)
  useEffect(() => {
    if (!opened) return
    let current = true
    void window.dialdesk.history.choices().then((outcome) => {
      if (current && outcome.ok) setChoices(outcome.value)
    })
    return () => {
      current = false
    }
  }, [opened])
  const count = chipsOf(filter).length
  const range = rangeOf(filter, today)
  const everything = filter.from === null && filter.to === null
  const select = (name: 'outcome' | 'lineId' | 'kind' | 'destination', data: readonly { value: string; label: string }[]) => (
    <Select
      label={t(`filter.${name}`)}
      placeholder={t('filter.any')}
      data={[...data]}
      value={filter[name]}
      clearable
      searchable={data.length > 8}
      limit={100}
      nothingFoundMessage={t('search.none')}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      onChange={(value) => onChange({ [name]: value })}
    />
  )
  const plain = (values: readonly string[] = []) => values.map((value) => ({ value, label: value }))
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      withinPortal={false}
      floatingStrategy="fixed"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button type="button" className="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <IconFilter size={16} aria-hidden /> {t('filter.title')}
          {count > 0 && <span className={`${css['count']} num`}>{count}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.title')}>
        <div className={css['fields']}>
          <SegmentedControl
            size="xs"
            className={css['whole']}
            aria-label={t('filter.range')}
            transitionDuration={0}
            value={range ?? (everything ? 'everything' : '')}
            onChange={(name) =>
              onChange(name === 'everything' ? { from: null, to: null } : { from: addDays(today, -ranges[name as keyof typeof ranges]), to: today })
            }
            data={(['today', 'week', 'month', 'year', 'everything'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
          />
          <DateRange<string | null> range={{ from: filter.from, to: filter.to }} onChange={onChange} />
          {select(
            'outcome',
            outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
          )}
          {select(
            'lineId',
            (choices?.lines ?? []).map(({ id, label }) => ({ value: id, label })),
          )}
          {select('destination', plain(choices?.destinations))}
          {select('kind', plain(choices?.kinds))}
          {hasContacts && <ContactFilter contactId={filter.contactId} onChange={(contactId) => onChange({ contactId })} />}
          <NumberInput
            label={t('filter.costAbove', { currency })}
            min={0}
            max={100_000}
            decimalScale={4}
            hideControls
            value={filter.costAbove === null ? '' : filter.costAbove / UNITS}
            onChange={(value) => onChange({ costAbove: typeof value === 'number' ? Math.round(value * UNITS) : null })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
})

type Chip = 'days' | 'outcome' | 'lineId' | 'kind' | 'destination' | 'contactId' | 'costAbove'

function chipsOf(filter: HistoryFilter): Chip[] {
  const others = (['outcome', 'lineId', 'kind', 'destination', 'contactId', 'costAbove'] as const).filter((name) => filter[name] !== null)
  return filter.from === null && filter.to === null ? others : ['days', ...others]
}

/** What the panel filters by, each part with a button that takes it away. */
export function FilterChips({ filter, onChange }: Omit<Props, 'today'>) {
  const { t, i18n } = useTranslation()
  const contactName = useContactName(filter.contactId)
  const lines = useApp((s) => s.lines.lines)
  const currency = useApp((s) => s.account?.balance?.amount?.currency ?? 'EUR')
  const chips = chipsOf(filter)
  if (!chips.length) return null
  const day = (date: string | null): string => (date === null ? '' : dayText(date, i18n.language))
  const text = (chip: Chip): string => {
    switch (chip) {
      case 'days':
        if (filter.from === filter.to) return day(filter.from)
        return t(filter.from === null ? 'filter.until' : filter.to === null ? 'filter.since' : 'filter.between', {
          from: day(filter.from),
          to: day(filter.to),
        })
      case 'outcome':
        return t(`outcome.${filter.outcome}`)
      case 'lineId':
        return lines.find(({ id }) => id === filter.lineId)?.label ?? filter.lineId ?? ''
      case 'contactId':
        return contactName ?? t('filter.contactId')
      case 'costAbove':
        return t('filter.above', { amount: formatMoney({ units: filter.costAbove ?? 0, currency }, i18n.language, 4) })
      default:
        return filter[chip] ?? ''
    }
  }
  return (
    <div className={'row padded-x'}>
      {chips.map((chip) => (
        <span key={chip} className={css['applied']}>
          <bdi>{text(chip)}</bdi>
          <button
            type="button"
            aria-label={t('filter.remove', { what: text(chip) })}
            title={t('filter.remove', { what: text(chip) })}
            onClick={() => onChange(chip === 'days' ? { from: null, to: null } : { [chip]: null })}
          >
            <IconX size={14} aria-hidden />
          </button>
        </span>
      ))}
    </div>
  )
}
