import {
  type ClipboardEvent,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { readCallLink } from '../../../shared/domain/link.ts'
import { isWords, numbersIn } from '../../../shared/domain/number-intake.ts'
import { type Deletion, fieldText, typeNumber } from '../../../shared/domain/number-typing.ts'
import { plainNumber } from '../../../shared/domain/phone-number.ts'
import { useContactOf } from '../hooks/use-contact-of.ts'
import { useContactSearch } from '../hooks/use-contact-search.ts'
import { useApp } from '../state/app-store.ts'
import { openAccountId, regionOf } from '../state/selectors.ts'
import { firstHit, MOST_PARTIES, type Party, partiesFor } from './parties.ts'

/** Digits of a number that can be reached from elsewhere. */
const SHORTEST = 4

export type PartyFieldOptions = {
  /** What the field shows. */
  readonly value: string
  readonly onValue: (text: string) => void
  /** A hit was taken: by Enter, or by a click. The field is to show its number, or its name. */
  readonly onTake: (party: Party) => void
  /** Enter, where what the field shows is no search and no hit is highlighted. */
  readonly onEnter: () => void
  /** The field shows the name of somebody who was taken: it is no search. */
  readonly taken?: boolean
  /** Only telephone numbers are offered: SIP users cannot be reached this way. */
  readonly numbersOnly?: boolean
  /** The list stays open below the field, with the recent calls while nothing is typed. */
  readonly alwaysOpen?: boolean
}

/** State of a field for a number or a person, to be spread over its input and its list (`PartyList`). */
export type PartyField = {
  readonly input: ReturnType<typeof useInput>
  readonly list: PartyListProps
  /** What is in the field is a name to look for, and cannot be dialled. */
  readonly words: boolean
}

export type PartyListProps = {
  readonly id: string
  readonly open: boolean
  readonly parties: readonly Party[]
  readonly active: Party | null
  readonly onTake: (party: Party) => void
  /** Words for which nobody was found; null where there are none. */
  readonly nobody: string | null
  /** Enter was pressed all the same. */
  readonly refused: boolean
}

/** The element id of a hit, which the field names as the active one. */
export const partyId = (list: string, { kind, number }: Party): string => `${list}-${kind}-${number}`.replace(/\s/g, '_')

/**
 * One field for numbers and people. A number is grouped while it is typed; a text that is pasted or dropped gives its number, and
 * where it has several, they are offered. Words are a search: Enter takes the highlighted hit, and dials nothing that is no number.
 */
export function usePartyField(options: PartyFieldOptions): PartyField {
  const { value, onValue, onTake, onEnter, taken = false, numbersOnly = false, alwaysOpen = false } = options
  const id = useId()
  const [numbers, setNumbers] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<string | null>(null)
  const [opened, setOpened] = useState(false)
  const [entered, setEntered] = useState(false)
  const [refused, setRefused] = useState(false)
  const words = !taken && isWords(value)
  const { parties, busy } = useParties(taken ? '' : value, numbers, numbersOnly)
  const open = parties.length > 0 && (alwaysOpen || opened || numbers.length > 1)
  // derived, so that a highlighted hit is always one of the list
  const active = open ? (parties.find((p) => partyId(id, p) === chosen) ?? (taken ? null : firstHit(value, parties))) : null

  const take = (party: Party): void => {
    setNumbers([])
    setChosen(null)
    setOpened(false)
    setEntered(false)
    onTake(party)
  }
  const typed = (text: string): void => {
    setNumbers([])
    setChosen(null)
    setEntered(false)
    setRefused(false)
    setOpened(isWords(text))
    onValue(text)
  }
  // Enter was pressed before the hits for what is typed were there
  useEffect(() => {
    if (!entered || busy) return
    setEntered(false)
    if (active) take(active)
    else setRefused(true)
  })
  const move = (by: number): void => {
    setOpened(true)
    const at = active ? parties.indexOf(active) + by : by > 0 ? 0 : -1
    const next = parties.at(at % parties.length)
    if (next) setChosen(partyId(id, next))
  }
  const onKeyDown = (e: KeyboardEvent): void => {
    // Enter and the arrows of an input method choose among its own suggestions
    if (e.nativeEvent.isComposing) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (!parties.length) return
      move(e.key === 'ArrowDown' ? 1 : -1)
    } else if (e.key === 'Escape' && open && !alwaysOpen) {
      setOpened(false)
      setNumbers([])
    } else if (e.key !== 'Enter') return
    else if (busy && words) setEntered(true)
    else if (active) take(active)
    else if (words) setRefused(true)
    else onEnter()
    e.preventDefault()
    e.stopPropagation()
  }
  const given = (text: string): boolean => {
    const link = readCallLink(text.trim())?.number
    const found = link === undefined ? numbersIn(text) : [link]
    const [first] = found
    if (first === undefined) return false
    typed(found.length > 1 ? '' : fieldText(first, region))
    if (found.length > 1) setNumbers(found)
    return true
  }
  const region = useApp(regionOf)
  const input = useInput({
    value,
    region,
    onTyped: typed,
    onKeyDown,
    onText: given,
    onLeave: () => setOpened(false),
    aria: { id, open, activeId: active ? partyId(id, active) : undefined },
  })
  const nobody = words && !busy && !parties.some((p) => p.kind !== 'sip-user') ? value.trim() : null
  return { input, words, list: { id, open, parties, active, onTake: take, nobody, refused } }
}

function useParties(text: string, numbers: readonly string[], numbersOnly: boolean): { readonly parties: readonly Party[]; readonly busy: boolean } {
  const { contacts, busy } = useContactSearch(numbers.length > 1 || /^\s*sips?:/i.test(text) ? '' : text, MOST_PARTIES)
  const entries = useApp((s) => s.recentCalls.entries)
  const contactOf = useContactOf()
  const accountId = useApp(openAccountId)
  const recent = useMemo(() => entries.map((e) => ({ number: e.number, name: contactOf(e.number)?.name ?? e.name })), [entries, contactOf])
  const parties = useMemo(
    () => partiesFor({ text, numbers, contacts, recent, accountId }).filter(({ number }) => !numbersOnly || plainNumber(number, SHORTEST) !== null),
    [text, numbers, contacts, recent, accountId, numbersOnly],
  )
  return { parties, busy }
}

type InputOptions = {
  readonly value: string
  readonly region: string
  readonly onTyped: (text: string) => void
  readonly onKeyDown: (e: KeyboardEvent) => void
  /** A text that was pasted or dropped; whether a number in it was taken. */
  readonly onText: (text: string) => boolean
  readonly onLeave: () => void
  readonly aria: { readonly id: string; readonly open: boolean; readonly activeId: string | undefined }
}

/** The properties of the input: what is typed is grouped, and the caret stays between the same digits. */
function useInput({ value, region, onTyped, onKeyDown, onText, onLeave, aria }: InputOptions) {
  const ref = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current !== null && document.activeElement === ref.current) ref.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  const take = (e: ClipboardEvent | DragEvent, text: string): void => {
    if (onText(text)) e.preventDefault()
  }
  return {
    ref,
    value,
    type: 'text',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': aria.open,
    'aria-controls': aria.open ? aria.id : undefined,
    'aria-activedescendant': aria.activeId,
    autoComplete: 'off',
    spellCheck: false,
    maxLength: 200,
    onKeyDown,
    onBlur: onLeave,
    onChange(e: FormEvent<HTMLInputElement>) {
      const { value: text, selectionStart } = e.currentTarget
      const { inputType, isComposing } = e.nativeEvent as InputEvent
      const after = { text, caret: selectionStart ?? text.length }
      if (isComposing) return onTyped(text)
      const next = typeNumber({ text: value, caret: 0 }, after, region, deletionOf(inputType))
      caret.current = next.caret
      onTyped(next.text)
    },
    onPaste(e: ClipboardEvent<HTMLInputElement>) {
      const { selectionStart, selectionEnd } = e.currentTarget
      // into the middle of a number goes what is pasted, as it is
      if (value === '' || (selectionStart === 0 && selectionEnd === value.length)) take(e, e.clipboardData.getData('text'))
    },
    onDrop: (e: DragEvent) => take(e, e.dataTransfer.getData('text')),
  } as const
}

const deletionOf = (inputType: string | undefined): Deletion =>
  inputType === 'deleteContentBackward' ? 'backward' : inputType === 'deleteContentForward' ? 'forward' : null
