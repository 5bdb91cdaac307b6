import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asTyped, isWords, readDialled } from '../../../shared/domain/number-intake.ts'
import type { Party } from './parties.ts'
import { usePartyField } from './party-field.tsx'
import { PartyList } from './party-list.tsx'
import css from './party-picker.module.css'

/** Whom a call, a transfer or a diversion is to reach: `number` as it is dialled, and what the person is called in a sentence. */
export type PickedParty = { readonly number: string; readonly name: string }

export type PartyChoice = {
  readonly value: string
  readonly taken: Party | null
  readonly onValue: (text: string) => void
  readonly onTake: (party: Party) => void
  /** Null while nothing is entered, and for words. */
  readonly picked: PickedParty | null
}

/** State of a `PartyPicker`. @param initial number that is chosen already */
export function usePartyChoice(initial = ''): PartyChoice {
  const [value, setValue] = useState(asTyped(initial))
  const [taken, setTaken] = useState<Party | null>(null)
  const typed = value.trim()
  return {
    value: taken ? (taken.name ?? taken.number) : value,
    taken,
    onValue(text) {
      setTaken(null)
      setValue(text)
    },
    onTake: setTaken,
    picked: taken
      ? { number: taken.number, name: taken.name ?? spoken(taken.number) }
      : typed === '' || isWords(typed)
        ? null
        : { number: typed, name: spoken(typed) },
  }
}

const spoken = (number: string): string => (/^sips?:/i.test(number) ? readDialled(number).number : number)

type Props = {
  readonly choice: PartyChoice
  readonly label: string
  /** Enter, with somebody chosen or a number typed. */
  readonly onEnter: () => void
  /** The pane was opened to name somebody. */
  readonly focus?: boolean
}

/** A search for people and numbers with its hits below it: who was called lately, until something is typed. */
export function PartyPicker({ choice: { value, taken, onValue, onTake }, label, onEnter, focus = false }: Props) {
  const { t } = useTranslation()
  const { input, list } = usePartyField({ value, onValue, onTake, onEnter, taken: taken !== null, alwaysOpen: taken === null })
  return (
    <>
      <label className={css['search']}>
        <IconSearch size={16} aria-hidden />
        {/* biome-ignore lint/a11y/noAutofocus: the button that opened it stays one Shift Tab away */}
        <input {...input} aria-label={label} placeholder={label} autoFocus={focus} />
      </label>
      {taken ? (
        <p className={css['taken']} role="status">
          <bdi className="num">{taken.name === null ? '' : t('party.taken', { name: taken.name, number: spoken(taken.number) })}</bdi>
        </p>
      ) : (
        <PartyList of={list} over={false} />
      )}
    </>
  )
}
