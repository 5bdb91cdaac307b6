import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Range = { readonly from: string; readonly to: string }

/** Two dates of the provider's calendar, both inclusive; moving one beyond the other moves both. */
export function DateRange({ range, onChange }: { readonly range: Range; readonly onChange: (range: Range) => void }) {
  const { t } = useTranslation()
  const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)
  return (
    <>
      <TextInput
        type="date"
        label={t('range.from')}
        value={range.from}
        onChange={(e) => {
          const from = e.currentTarget.value
          if (isDate(from)) onChange({ from, to: from > range.to ? from : range.to })
        }}
      />
      <TextInput
        type="date"
        label={t('range.to')}
        value={range.to}
        onChange={(e) => {
          const to = e.currentTarget.value
          if (isDate(to)) onChange({ from: to < range.from ? to : range.from, to })
        }}
      />
    </>
  )
}
