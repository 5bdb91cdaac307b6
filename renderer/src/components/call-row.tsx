import { IconArrowDownLeft, IconArrowUpRight, IconPhoneCall, IconPhoneX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clock } from '../../../shared/domain/time-text.ts'
import { dayName } from '../i18n/format.ts'
import css from './call-row.module.css'

const icons = { missed: IconPhoneX, incoming: IconArrowDownLeft, outgoing: IconArrowUpRight, billed: IconPhoneCall } as const

type RowProps = {
  /** `billed`: the provider's record of a call that this app did not make. */
  readonly kind: keyof typeof icons
  readonly name: ReactNode
  /** Below the name: the number, or the number's place where it is the name. */
  readonly detail: ReactNode
  /** Line, destination or outcome. */
  readonly about: ReactNode
  /** Duration or outcome, and below it cost or how long it rang. */
  readonly result: ReactNode
  readonly resultDetail: ReactNode
  /** Instant, ms. */
  readonly startedAt: number
  readonly locale: string
  /** As it is dialled, for the row's menu; "" where there is none. */
  readonly dialled?: string
  readonly className?: string
  /** Position in the history, for the row's menu. */
  readonly entry?: number
  /** Of what describes the row's button: `ID-result` and `ID-time`. */
  readonly id?: string
  /** In a list of which only a part is in the document: the row's index and place (px) there, the call's number among all calls, and how many there are, -1 for unknown. */
  readonly place?: RowPlace
  readonly children?: ReactNode
}
export type RowPlace = { readonly index: number; readonly top: number; readonly nth: number; readonly of: number }

/** A call as a row of a list: icon by kind, party, line, result, time of day. */
export function CallRow({
  kind,
  name,
  detail,
  about,
  result,
  resultDetail,
  startedAt,
  locale,
  dialled = '',
  entry,
  className = '',
  id,
  place,
  children,
}: RowProps) {
  const Icon = icons[kind]
  return (
    <li
      data-number={dialled || undefined}
      data-entry={entry}
      {...(place && {
        'data-index': place.index,
        style: { position: 'absolute', top: place.top },
        'aria-posinset': place.nth,
        'aria-setsize': place.of,
      })}
      className={`${css['call-row']} call-row ${kind === 'missed' ? `${css['missed']} missed` : ''} ${className}`}
    >
      <span className={css['icon']}>
        <Icon size={16} stroke={2} aria-hidden />
      </span>
      <span style={{ minWidth: 0 }}>
        {name}
        {detail && <small className="num">{detail}</small>}
      </span>
      {about}
      <span className={`${css['result']} num`}>
        <span id={id && `${id}-result`}>{result}</span>
        <small>{resultDetail}</small>
      </span>
      <span id={id && `${id}-time`} className={`${css['time']} num`}>
        {clock(startedAt, locale)}
      </span>
      {children}
    </li>
  )
}

type DaysProps<T> = {
  /** In the order to show. */
  readonly calls: readonly T[]
  /** Beside the day's heading. */
  readonly summary?: (calls: readonly T[]) => ReactNode
  readonly children: (call: T) => ReactNode
}

/** Lists of calls under the day they began on. */
export function CallDays<T extends { readonly startedAt: number }>({ calls, summary, children }: DaysProps<T>) {
  const { i18n } = useTranslation()
  const now = Date.now()
  return [...Map.groupBy(calls, (c) => dayName(c.startedAt, now, i18n.language))].map(([day, list]) => (
    <div key={day}>
      <div className="day">
        <h2>{day}</h2>
        {summary && <span className="num">{summary(list)}</span>}
      </div>
      <ul className="rows">{list.map(children)}</ul>
    </div>
  ))
}
