import { Textarea } from '@mantine/core'
import { type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { RATES_MOST } from '../../../../shared/domain/rate.ts'
import css from './number-lines.module.css'
import { type BadLine, type NumberList, withoutLines } from './rate-list.ts'

type Props = {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  readonly list: NumberList
  readonly onChange: (text: string) => void
}

/** Bad lines that are named one by one. */
const NAMED = 20

/** Numbers, one a line. What is no number is marked where it stands, and named below with what to do; a press there leads to it. */
export function NumberLines({ field, text, list: { bad, beyond }, onChange }: Props) {
  const { t } = useTranslation()
  const marks = useRef<HTMLDivElement>(null)
  const show = ({ from, to }: BadLine): void => {
    field.current?.focus()
    field.current?.setSelectionRange(from, to)
  }
  const parts: React.ReactNode[] = []
  let at = 0
  for (const { from, to, line } of bad) {
    parts.push(text.slice(at, from), <mark key={line}>{text.slice(from, to)}</mark>)
    at = to
  }
  parts.push(text.slice(at), '\n')
  return (
    <>
      <Textarea
        ref={field}
        label={t('rates.label')}
        description={t('rates.hint')}
        value={text}
        rows={9}
        spellCheck={false}
        inputContainer={(input) => (
          <div className={css['box']}>
            <div ref={marks} className={css['marks']} aria-hidden>
              {parts}
            </div>
            {input}
          </div>
        )}
        error={bad.length > 0 || beyond > 0}
        aria-describedby={bad.length > 0 || beyond > 0 ? 'rates-problems' : undefined}
        onScroll={(e) => {
          if (!marks.current) return
          marks.current.scrollTop = e.currentTarget.scrollTop
          marks.current.scrollLeft = e.currentTarget.scrollLeft
        }}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
      {(bad.length > 0 || beyond > 0) && (
        <div id="rates-problems" className="stack">
          {bad.length > 0 && (
            <>
              <div className="row">
                <span className="bad-text grow">{t('rates.badCount', { count: bad.length })}</span>
                <button type="button" className="text-button" onClick={() => onChange(withoutLines(text, bad))}>
                  {t('rates.removeBad', { count: bad.length })}
                </button>
              </div>
              <ul className={css['problems']}>
                {bad.slice(0, NAMED).map((one) => (
                  <li key={one.line}>
                    <span className="grow">{t(`rates.problem.${one.problem}`, { line: one.line, text: one.text.slice(0, 60) })}</span>
                    <button type="button" className="text-button" aria-label={t('rates.goTo', { line: one.line })} onClick={() => show(one)}>
                      {t('rates.show')}
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {beyond > 0 && <p className="bad-text">{t('rates.tooMany', { n: RATES_MOST })}</p>}
        </div>
      )}
    </>
  )
}
