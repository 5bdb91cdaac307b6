import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './keypad.module.css'

const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const

type Props = { readonly onKey: (key: string) => void; readonly onLongZero?: () => void; readonly letters?: boolean }

/** ms. */
const LONG_PRESS = 600

/** Twelve keys that act on press, not on release. Enter and Space press a key too; a held key does not repeat. */
export function Keypad({ onKey, onLongZero, letters = true }: Props) {
  const { t } = useTranslation()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const byPointer = useRef(false)
  const down = (key: string): void => {
    byPointer.current = true
    if (key === '0' && onLongZero) {
      // held long enough it is a plus, otherwise a zero on release
      timer.current = setTimeout(() => {
        timer.current = undefined
        onLongZero()
      }, LONG_PRESS)
    } else onKey(key)
  }
  const up = (key: string): void => {
    if (key !== '0' || timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    onKey(key)
  }
  return (
    <fieldset className={css['keys']} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="hidden">{t('dial.keypad')}</legend>
      {keys.map(([key, text]) => (
        <button
          key={key}
          type="button"
          className={css['key']}
          aria-label={key}
          onPointerDown={(e) => e.button === 0 && down(key)}
          onPointerUp={() => up(key)}
          onClick={() => {
            // a click without a pointer comes from the keyboard or a screen reader
            if (byPointer.current) byPointer.current = false
            else onKey(key)
          }}
          onKeyDown={(e) => {
            byPointer.current = false
            if (e.repeat) e.preventDefault()
          }}
        >
          {key}
          {letters && text && <small aria-hidden="true">{text}</small>}
        </button>
      ))}
    </fieldset>
  )
}
