import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

type Props = {
  readonly label: string
  readonly value: string
  readonly maxLength?: number
  readonly onChange: (value: string) => void
}

/** The field above a list that narrows it down. */
export function SearchField({ label, onChange, ...field }: Props) {
  return (
    <TextInput
      className="grow"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      onChange={(e) => onChange(e.currentTarget.value)}
      {...field}
    />
  )
}
