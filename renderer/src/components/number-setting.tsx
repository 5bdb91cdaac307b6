import { TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'

type Props = {
  readonly label: string
  readonly hint: string
  readonly unit: ReactNode
  /** What is wrong with what was typed. */
  readonly bad: string
  readonly value: number | null
  /** How a value is written in the field, and read from it; null: it is none. */
  readonly write: (value: number) => string
  readonly read: (text: string) => number | null
  readonly disabled?: boolean
  readonly onValue: (value: number | null) => void
}

/** A number or an amount that may be left out, saved with Enter or when the field is left. */
export function NumberSetting({ label, hint, unit, bad, value, write, read, disabled = false, onValue }: Props) {
  const shown = value === null ? '' : write(value)
  const [text, setText] = useState(shown)
  const [wrong, setWrong] = useState(false)
  // changed elsewhere, or written in another language
  useEffect(() => setText(shown), [shown])
  const save = (): void => {
    const next = text.trim() === '' ? null : read(text.trim())
    const isWrong = text.trim() !== '' && next === null
    setWrong(isWrong)
    if (!isWrong && next !== value) onValue(next)
  }
  return (
    <TextInput
      label={label}
      description={hint}
      inputMode="decimal"
      value={text}
      disabled={disabled}
      error={wrong && bad}
      rightSection={<span className="num">{unit}</span>}
      rightSectionWidth={52}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={save}
      onKeyDown={(e) => e.key === 'Enter' && save()}
    />
  )
}
