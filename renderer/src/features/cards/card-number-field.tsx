import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly label: string
  readonly value: string
  /** The number as the provider gets it; without it nothing is sent yet. */
  readonly sentAs: string | null
  readonly onChange: (value: string) => void
}

/** The number that a card is for, and how it is sent. */
export function CardNumberField({ label, value, sentAs, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={label}
      inputMode="tel"
      maxLength={64}
      value={value}
      description={sentAs ? t('cards.sentAs', { number: sentAs }) : ''}
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  )
}
