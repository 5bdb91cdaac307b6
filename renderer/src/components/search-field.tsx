import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

type Props = {
  readonly label: string
  readonly value: string
  readonly maxLength?: number
  /** In place of filling the row. */
  readonly className?: string | undefined
  readonly onChange: (value: string) => void
}

/** The field above a list that narrows it down. */
export function SearchField({ label, onChange, className = 'grow', ...field }: Props) {
  return (
    <TextInput
      className={className}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      onChange={(e) => onChange(e.currentTarget.value)}
      {...field}
    />
  )
}
