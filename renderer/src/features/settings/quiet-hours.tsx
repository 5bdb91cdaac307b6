import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuietRule } from '../../../../shared/domain/quiet-hours.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import css from './quiet-hours.module.css'

/** Monday first, as calendars have it in both languages. */
const days = [1, 2, 3, 4, 5, 6, 0] as const
const workdays = [1, 2, 3, 4, 5]

/** @param day 0 is Sunday */
const dayName = (day: number, locale: string, weekday: 'short' | 'long'): string =>
  // 1 November 2026 is a Sunday
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(Date.UTC(2026, 10, 1 + day))
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
/** Minutes since midnight of `20:00`, `20.00`, `2000` or `20`; null for what is no time. The system's own field would write times in its language. */
export const minutesOf = (text: string): number | null => {
  const [, h, m = '0'] = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*$/.exec(text) ?? []
  return h === undefined || Number(h) > 23 || Number(m) > 59 ? null : Number(h) * 60 + Number(m)
}

function Clock({ label, value, onValue }: { readonly label: string; readonly value: string; readonly onValue: (text: string) => void }) {
  const { t } = useTranslation()
  return (
    <TextInput
      w={96}
      label={label}
      inputMode="numeric"
      maxLength={5}
      value={value}
      error={minutesOf(value) === null && t('quiet.bad')}
      onChange={(e) => onValue(e.currentTarget.value)}
    />
  )
}

/** When "do not disturb" is switched on each week: what is set, and a form for more. */
export function QuietHours() {
  const { t, i18n } = useTranslation()
  const { quietHours } = useApp((s) => s.settings.calls)
  const { failure, request } = useRequest()
  const [on, setOn] = useState<readonly number[]>(workdays)
  const [from, setFrom] = useState('20:00')
  const [to, setTo] = useState('08:00')
  const begin = minutesOf(from)
  const end = minutesOf(to)
  const set = (rules: readonly QuietRule[]): void =>
    void request(window.dialdesk.settings.change({ calls: { quietHours: { ...quietHours, rules: [...rules] } } }))
  const add = (e: FormEvent): void => {
    e.preventDefault()
    if (begin !== null && end !== null && on.length) set([...quietHours.rules, { days: days.filter((d) => on.includes(d)), from: begin, to: end }])
  }
  const inWords = (rule: QuietRule): string =>
    t('quiet.rule', {
      days: days
        .filter((d) => rule.days.includes(d))
        .map((d) => dayName(d, i18n.language, 'short'))
        .join(', '),
      from: clock(rule.from),
      to: clock(rule.to),
    })
  return (
    <>
      <h3>{t('quiet.title')}</h3>
      <p>{t('quiet.text')}</p>
      {quietHours.rules.length > 0 && (
        <ul className="plain-list" aria-label={t('quiet.title')}>
          {quietHours.rules.map((rule, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same
            <li key={`${i} ${inWords(rule)}`}>
              <b className="grow">{inWords(rule)}</b>
              <button
                type="button"
                className="button small"
                aria-label={`${t('quiet.remove')}: ${inWords(rule)}`}
                onClick={() => set(quietHours.rules.filter((one) => one !== rule))}
              >
                {t('quiet.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="stack" onSubmit={add}>
        <fieldset className={css['week-days']} aria-label={t('quiet.days')}>
          {days.map((day) => (
            <button
              key={day}
              type="button"
              className="button small"
              aria-pressed={on.includes(day)}
              aria-label={dayName(day, i18n.language, 'long')}
              onClick={() => setOn(on.includes(day) ? on.filter((d) => d !== day) : [...on, day])}
            >
              {dayName(day, i18n.language, 'short')}
            </button>
          ))}
        </fieldset>
        <div className="row low">
          <Clock label={t('quiet.from')} value={from} onValue={setFrom} />
          <Clock label={t('quiet.to')} value={to} onValue={setTo} />
          <button type="submit" className="button" disabled={begin === null || end === null || !on.length || quietHours.rules.length >= 20}>
            {t('quiet.add')}
          </button>
        </div>
        {!on.length && <p className="hint">{t('quiet.noDay')}</p>}
      </form>
      <FailureNote failure={failure} />
    </>
  )
}
