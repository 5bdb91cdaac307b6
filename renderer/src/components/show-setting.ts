import { openSettings, type SettingsSection, useNavigation } from '../state/navigation.ts'

/** The control that the section's label names, else the heading with that text; null while the page is not there. */
function settingNamed(section: SettingsSection, label: string): HTMLElement | null {
  const body = document.querySelector<HTMLElement>(`[data-section="${section}"]`)
  const found =
    body &&
    [...body.querySelectorAll<HTMLElement>('label, legend, h2, h3, button, [aria-label]')].find(
      (e) => (e.getAttribute('aria-label') ?? e.textContent)?.trim() === label,
    )
  return (found instanceof HTMLLabelElement ? found.control : null) ?? found ?? null
}

/** The wait for a setting, until it is there. */
let waiting = new AbortController()

/** Opens the setting's page and focuses the setting, as soon as the page is there, unless the user does something else first. */
export function showSetting(section: SettingsSection, label: string): void {
  openSettings(section)
  waiting.abort()
  const wait = new AbortController()
  waiting = wait
  const look = (): void => {
    const target = settingNamed(section, label)
    if (!target) return
    wait.abort()
    if (target.tabIndex < 0 && !(target instanceof HTMLInputElement)) target.tabIndex = -1
    target.scrollIntoView({ block: 'center' })
    target.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(look)
  const unsubscribe = useNavigation.subscribe((now) => {
    if (now.screen !== 'settings' || now.section !== section) wait.abort()
  })
  wait.signal.addEventListener('abort', () => {
    observer.disconnect()
    unsubscribe()
  })
  // a setting that another one brings to light must not take the focus from it
  for (const input of ['keydown', 'pointerdown']) window.addEventListener(input, () => wait.abort(), { capture: true, signal: wait.signal })
  observer.observe(document.body, { subtree: true, childList: true })
  look()
}
