import { TextInput } from '@mantine/core'
import { usePartyField } from './party-field.tsx'
import css from './party-input.module.css'
import { PartyList, PartyNobody } from './party-list.tsx'

type Props = {
  readonly label: string
  readonly value: string
  readonly onValue: (text: string) => void
  /** Enter, where the field holds a number. */
  readonly onEnter?: () => void
}

/** A field of a form for a telephone number, or for the person who has it. */
export function PartyInput({ label, value, onValue, onEnter = () => {} }: Props) {
  const { input, list } = usePartyField({ value, onValue, onTake: ({ number }) => onValue(number), onEnter, numbersOnly: true })
  return (
    <div className={css['party-input']}>
      <TextInput {...input} label={label} inputMode="tel" maxLength={64} />
      <PartyList of={list} over />
      {list.nobody !== null && <PartyNobody text={list.nobody} parties={list.parties} refused={list.refused} />}
    </div>
  )
}
