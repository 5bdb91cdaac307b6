import { useLayoutEffect } from 'react'
import { isTextField } from '../hooks/is-text-field.ts'
import { openSearch, showKeys } from '../state/dialogs.ts'
import { go as goScreen } from '../state/navigation.ts'
import { chooseLine, projection } from '../state/projection.ts'
import { shownCall } from '../state/selectors.ts'

export type ShortcutActions = { readonly go: (screen: number) => void; readonly settings: () => void }

/** Shortcuts of every screen. Escape is not one of them: it never ends a call. */
export function useShortcuts({ go, settings }: ShortcutActions): void {
  // with the first frame: whoever sees the screen may press a key
  useLayoutEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || (e.repeat && !e.key.startsWith('Arrow'))) return
      const command = e.ctrlKey || e.metaKey
      const run =
        command && !e.altKey
          ? (e.shiftKey ? shiftCommands : commands)(e.key.toLowerCase())
          : e.altKey && !command && /^[1-9]$/.test(e.key)
            ? () => chooseNthLine(Number(e.key) - 1)
            : e.key === 'F6'
              ? () => nextPane(e.shiftKey)
              : e.key === '?' && !command && !e.altKey && !isTextField(e.target)
                ? showKeys
                : command || e.altKey
                  ? null
                  : toRow(e.key)
      if (!run) return
      e.preventDefault()
      run()
    }
    const commands = (key: string): (() => void) | null => {
      if (/^[1-9]$/.test(key)) return () => go(Number(key) - 1)
      switch (key) {
        case 'k':
          return openSearch
        case ',':
          return settings
        case 'l':
          return goToNumber
        case 'b':
          return () => void window.dialdesk.account.refreshBalance()
        case 'e':
          return endCall
        default:
          return null
      }
    }
    const shiftCommands = (key: string): (() => void) | null => {
      switch (key) {
        case 'v':
          return () => void window.dialdesk.desktop.dialClipboard().then((outcome) => outcome.ok || goToNumber())
        case 'd':
          return switchDoNotDisturb
        case 'enter':
          return () => goScreen('callback', document.querySelector<HTMLInputElement>('[data-number-field]')?.value ?? '')
        default:
          return null
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go, settings])
}

/** Opens the phone screen and focuses the number field. */
export function goToNumber(): void {
  goScreen('phone')
  setTimeout(() => document.querySelector<HTMLInputElement>('[data-number-field]')?.focus())
}

function switchDoNotDisturb(): void {
  const on = projection.getState().state?.settings.calls.doNotDisturb
  void window.dialdesk.settings.change({ calls: { doNotDisturb: on ? null : { until: null } } })
}

function endCall(): void {
  const { state } = projection.getState()
  const call = state && shownCall(state)
  if (call && call.state !== 'ended') void window.dialdesk.calls.hangUp({ callId: call.id, whole: true })
}

function chooseNthLine(n: number): void {
  const line = projection.getState().state?.lines.lines[n]
  if (line) void chooseLine(window.dialdesk, line.id)
}

/** From one row of a list to another one by arrows, Home and End; null for any other key, and outside a list. */
function toRow(key: string): (() => void) | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]')
  const rows = [...(row?.closest('[data-pane]') ?? document).querySelectorAll<HTMLElement>('[data-row]')]
  const at = row ? rows.indexOf(row) : -1
  if (at < 0) return null
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[key]
  return next === undefined ? null : () => rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus()
}

/** Focuses the first control of the next pane, in document order. */
function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>('header.head, nav.side, [data-pane]')]
  const at = panes.findIndex((p) => p.contains(document.activeElement))
  const pane = panes[(at + (back ? panes.length - 1 : 1)) % panes.length]
  pane?.querySelector<HTMLElement>('input, button:not([disabled]), [tabindex="0"]')?.focus()
}
