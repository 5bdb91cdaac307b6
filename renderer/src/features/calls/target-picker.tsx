import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { NumberPrice } from '../../components/number-price.tsx'
import { useContactSearch } from '../../hooks/use-contact-search.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './target-picker.module.css'

export type Target = { readonly number: string; readonly name: string | null }
type Props = {
  readonly value: string
  readonly onValue: (text: string) => void
  readonly onChoose: (target: Target) => void
  readonly chosen: Target | null
}
type PickerProps = Props & {
  /** Enter: calls or transfers to the target. */
  readonly onStart: () => void
}

const SHOWN = 5

/**
 * Name or number of whom to call next: contacts as one types, else who was called lately; each with its price. Enter chooses
 * the first contact that is found, and starts with a contact that is chosen or a number that was typed.
 */
export function TargetPicker({ value, onValue, onChoose, chosen, onStart }: PickerProps) {
  const { t } = useTranslation()
  const { contacts, busy } = useContactSearch(value, SHOWN)
  const recent = useApp((s) => s.recentCalls.entries)
  const list = useMemo<readonly Target[]>(() => {
    if (value.trim() !== '') return contacts.flatMap((c) => c.numbers.map((n) => ({ number: n.number, name: c.name }))).slice(0, SHOWN)
    const seen = new Map<string, Target>()
    for (const e of recent) if (e.number && !seen.has(e.number)) seen.set(e.number, { number: e.number, name: e.name })
    return [...seen.values()].slice(0, SHOWN)
  }, [value, contacts, recent])
  const [entered, setEntered] = useState(false)
  useEffect(() => {
    // Enter was pressed before the contacts for what is typed were there
    if (!entered || busy) return
    setEntered(false)
    if (list[0]) onChoose(list[0])
  }, [entered, busy, list, onChoose])
  return (
    <>
      <label className={css['search']}>
        <IconSearch size={16} aria-hidden />
        <input
          aria-label={t('xfer.target')}
          placeholder={t('xfer.target')}
          value={value}
          // the pane was opened to name somebody
          // biome-ignore lint/a11y/noAutofocus: the button that opened it stays one Shift Tab away
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(e) => {
            setEntered(false)
            onValue(e.currentTarget.value)
          }}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || e.nativeEvent.isComposing) return
            if (chosen || !/\p{L}/u.test(value)) onStart()
            else setEntered(true)
          }}
        />
      </label>
      {list.length > 0 && <h3>{t(value.trim() === '' ? 'xfer.recent' : 'xfer.found')}</h3>}
      <ul className={css['targets']}>
        {list.map((target) => (
          <li key={`${target.name} ${target.number}`}>
            <TargetRow target={target} chosen={chosen?.number === target.number} onChoose={() => onChoose(target)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function TargetRow({ target, chosen, onChoose }: { readonly target: Target; readonly chosen: boolean; readonly onChoose: () => void }) {
  const region = useApp(regionOf)
  return (
    <button type="button" className="target" aria-pressed={chosen} onClick={onChoose}>
      <span className="two">
        <b>
          <bdi>{target.name ?? displayNumber(target.number, region)}</bdi>
        </b>
        {target.name && <small className="num">{displayNumber(target.number, region)}</small>}
      </span>
      <NumberPrice number={target.number} />
    </button>
  )
}

/** State of a TargetPicker: the text, the chosen target, and their handlers. */
export function useTarget(): Props & { readonly target: Target | null } {
  const [value, onValue] = useState('')
  const [chosen, onChoose] = useState<Target | null>(null)
  const typed = value.trim()
  // letters alone are a search, not a number; a SIP user has no blanks
  const target = chosen ?? (typed !== '' && !/\s\D/.test(typed) ? { number: typed, name: null } : null)
  return {
    value: chosen ? (chosen.name ?? chosen.number) : value,
    onValue(text) {
      onChoose(null)
      onValue(text)
    },
    onChoose: (next) => onChoose(next),
    chosen,
    target,
  }
}
