import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { DateInput } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { useTranslation } from 'react-i18next'

type Range<D> = { readonly from: D; readonly to: D }

dayjs.extend(customParseFormat)
/** By language: how a date is shown, and the other ways to type one. */
const formats = {
  de: ['DD.MM.YYYY', 'D.M.YYYY', 'D.M.YY', 'YYYY-MM-DD'],
  en: ['MMM D, YYYY', 'MMMM D, YYYY', 'D MMM YYYY', 'M/D/YYYY', 'YYYY-MM-DD'],
} as const

/** @returns `YYYY-MM-DD`, or null for what is no date in this language */
function readDate(text: string, language: keyof typeof formats): string | null {
  const date = dayjs(text.trim(), [...formats[language]], language, true)
  return date.isValid() ? date.format('YYYY-MM-DD') : null
}

type Props<D> = { readonly range: Range<D>; readonly onChange: (range: Range<D | string>) => void }

/** Two dates of the provider's calendar, `YYYY-MM-DD`, both inclusive, null for no bound; moving one beyond the other moves both. */
export function DateRange<D extends string | null>({ range, onChange }: Props<D>) {
  const { t } = useTranslation()
  const { from, to } = range
  return (
    <>
      <DateField label={t('range.from')} value={from} onChange={(date) => onChange({ from: date, to: to !== null && date > to ? date : to })} />
      <DateField label={t('range.to')} value={to} onChange={(date) => onChange({ from: from !== null && date < from ? date : from, to: date })} />
    </>
  )
}

type FieldProps = { readonly label: string; readonly value: string | null; readonly onChange: (date: string) => void }

/** A date in the app's language, typed or chosen; the browser's own field follows the system's. */
function DateField({ label, value, onChange }: FieldProps) {
  const { i18n } = useTranslation()
  const language = i18n.language === 'de' ? 'de' : 'en'
  return (
    <DateInput
      label={label}
      value={value}
      onChange={(date) => date !== null && onChange(date)}
      locale={language}
      valueFormat={formats[language][0]}
      dateParser={(text) => readDate(text, language)}
      miw={148}
      firstDayOfWeek={language === 'de' ? 1 : 0}
      rightSection={<IconCalendar size={16} aria-hidden />}
      rightSectionPointerEvents="none"
      // no portal, which would be outside all landmarks; fixed, so that a scrolling pane does not clip it
      popoverProps={{ withinPortal: false, floatingStrategy: 'fixed', transitionProps: { duration: 0 } }}
    />
  )
}
